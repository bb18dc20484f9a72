/// A page of records with the keys *n*, *n* + 1 and so on, that LMDB reads in one way only.
///
/// All that LMDB looks at when it moves over the page or searches it is as it has to be: each record lies within the page, key
/// and value, and none has a mark of another kind.
package struct PlainPage: ~Escapable {
    private let page: RawSpan
    /// The first key.
    package let first: UInt64
    /// How many records there are, at least one.
    package let count: Int

    private static let keyByteCount = 8

    /// Looks at a page that ought to have a number and only keys of a range; `nil` when anything is not plain.
    ///
    /// - Complexity: O(records).
    @_lifetime(copy page)
    init?(_ page: RawSpan, number: Int, keys: ClosedRange<UInt64>) {
        let lower = Int(page.littleEndian(at: 12, as: UInt16.self))
        let upper = Int(page.littleEndian(at: 14, as: UInt16.self))
        guard page.littleEndian(at: 0, as: UInt64.self) == UInt64(number),
            page.littleEndian(at: 10, as: UInt16.self) == PageForm.leaf,
            lower >= PageForm.headerByteCount + 2, lower.isMultiple(of: 2), lower <= upper, upper <= page.byteCount
        else { return nil }
        count = (lower - PageForm.headerByteCount) / 2
        var key: UInt64 = 0
        var first: UInt64 = 0
        for slot in 0..<count {
            let node = Int(page.littleEndian(at: PageForm.headerByteCount + 2 * slot, as: UInt16.self))
            // What lies in front of all records is free, and not copied with the page.
            guard node >= upper, node + PageForm.nodeByteCount + Self.keyByteCount <= page.byteCount else { return nil }
            let value = Int(page.littleEndian(at: node, as: UInt32.self))
            // No flags, and a key of eight bytes.
            guard page.littleEndian(at: node + 4, as: UInt32.self) == UInt32(Self.keyByteCount) << 16,
                value <= page.byteCount - node - PageForm.nodeByteCount - Self.keyByteCount
            else { return nil }
            let found = page.bigEndian(at: node + PageForm.nodeByteCount, as: UInt64.self)
            if slot == 0 { first = found } else if found != key &+ 1 { return nil }
            key = found
        }
        guard first <= key, keys.contains(first), keys.contains(key) else { return nil }
        self.first = first
        self.page = page
    }

    /// The value of a record.
    ///
    /// - Precondition: `0 <= slot < count`.
    @_lifetime(copy self)
    package func value(_ slot: Int) -> RawSpan {
        precondition(slot >= 0 && slot < count, "a page has the records 0 ..< \(count)")
        let node = Int(page.littleEndian(at: PageForm.headerByteCount + 2 * slot, as: UInt16.self))
        let start = node + PageForm.nodeByteCount + Self.keyByteCount
        return page.extracting(start..<start + Int(page.littleEndian(at: node, as: UInt32.self)))
    }
}
