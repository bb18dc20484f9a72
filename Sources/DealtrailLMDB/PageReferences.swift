/// The pages that one page of a tree leads to, up to the first record that does not fit it.
///
/// See ``PageForm``.
struct PageReferences {
    /// A tree below a page.
    struct Tree {
        let page: UInt64
        /// The key from which a search leads to it, of 8 big-endian bytes; `nil` for the root of a table, and for a key of
        /// another form.
        let key: UInt64?
    }

    private(set) var problem: String?
    /// Whether it leads to pages of its own tree, and has no records.
    private(set) var isBranch = false
    /// Children of a branch page, and roots of the tables in a leaf page.
    private(set) var trees: [Tree] = []
    /// The root of the table whose lowest pages are left to its reader, and the levels of pages above those.
    private(set) var partial: (root: UInt64, levels: Int)?
    /// How many records have the name of that table.
    private(set) var namesakes = 0
    /// Long records: the first page, and how many bytes the record has.
    private(set) var overflows: [(page: UInt64, byteCount: Int)] = []

    /// Of a page that cannot be read.
    init(problem: String) { self.problem = problem }

    /// Of a page that ought to have a number.
    ///
    /// - Parameter leftTable: The name of the table of which only a part is walked.
    /// - Complexity: O(records).
    init(in page: RawSpan, _ number: UInt64, _ pageSize: Int, _ leftTable: [UInt8]?) {
        let flags = page.littleEndian(at: 10, as: UInt16.self)
        let lower = Int(page.littleEndian(at: 12, as: UInt16.self))
        let upper = Int(page.littleEndian(at: 14, as: UInt16.self))
        guard page.littleEndian(at: 0, as: UInt64.self) == number,
            flags == PageForm.branch || flags == PageForm.leaf,
            lower >= 16, lower.isMultiple(of: 2), lower <= upper, upper <= pageSize
        else {
            problem = "page \(number) is not what it has to be"
            return
        }
        isBranch = flags == PageForm.branch
        let count = (lower - 16) / 2
        if isBranch { trees.reserveCapacity(count) }
        // A writer moves what is behind a record by its size.
        var filled = 0
        for slot in 0..<count {
            let node = Int(page.littleEndian(at: 16 + 2 * slot, as: UInt16.self))
            guard node >= upper, node + 8 <= pageSize else {
                problem = "page \(number) has a record outside of it"
                return
            }
            let keyLength = Int(page.littleEndian(at: node + 6, as: UInt16.self))
            let data = node + 8 + keyLength
            let low = UInt64(page.littleEndian(at: node, as: UInt32.self))
            let nodeFlags = page.littleEndian(at: node + 4, as: UInt16.self)
            if isBranch {
                let key = keyLength == 8 && data <= pageSize ? page.bigEndian(at: node + 8, as: UInt64.self) : nil
                trees.append(Tree(page: low | UInt64(nodeFlags) << 32, key: key))
                filled += (PageForm.nodeByteCount + keyLength + 1) & ~1
                continue
            }
            guard nodeFlags & ~(PageForm.bigData | PageForm.table) == 0, nodeFlags != PageForm.bigData | PageForm.table,
                nodeFlags != PageForm.table || low == UInt64(PageForm.tableByteCount)
            else {
                problem = "page \(number) has a record of another kind"
                return
            }
            let stored = nodeFlags & PageForm.bigData != 0 ? 8 : Int(low)
            guard data + stored <= pageSize else {
                problem = "page \(number) has a record that is longer than it"
                return
            }
            filled += (PageForm.nodeByteCount + keyLength + stored + 1) & ~1
            if let leftTable, leftTable.count == keyLength,
                Self.isName(leftTable, page.extracting(node + 8..<data))
            {
                namesakes += 1
            }
            if nodeFlags & PageForm.bigData != 0 {
                overflows.append((page.littleEndian(at: data, as: UInt64.self), Int(low)))
            } else if nodeFlags & PageForm.table != 0 {
                take(
                    table: page.extracting(data..<data + PageForm.tableByteCount), leftTable,
                    named: page.extracting(node + 8..<data))
            }
        }
        if problem == nil, filled != pageSize - upper {
            problem = "page \(number) has \(pageSize - upper) bytes of records, and they are \(filled) long"
        }
    }

    private mutating func take(table: RawSpan, _ leftTable: [UInt8]?, named name: RawSpan) {
        let root = table.littleEndian(at: 40, as: UInt64.self)
        // Keys in the order of their bytes, and one value each.
        guard table.littleEndian(at: 4, as: UInt16.self) == 0 else {
            problem = "the table with the root \(root) is of another kind"
            return
        }
        guard root != .max else { return }
        if let leftTable, partial == nil, Self.isName(leftTable, name) {
            let levels = Int(table.littleEndian(at: 6, as: UInt16.self))
            partial = (root, max(0, levels - 1))
        } else {
            trees.append(Tree(page: root, key: nil))
        }
    }

    private static func isName(_ name: [UInt8], _ key: RawSpan) -> Bool {
        unsafe key.withUnsafeBytes { unsafe $0.elementsEqual(name) }
    }
}
