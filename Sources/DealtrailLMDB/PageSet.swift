/// A set of page numbers of a data file, one bit each.
///
/// A walk over all pages asks for each of them once: a hash table would take most of its time.
struct PageSet {
    private var words: [UInt64]

    /// Room for the pages up to `last`; others are never in the set.
    init(last: Int) {
        words = Array(repeating: 0, count: max(0, last) / 64 + 1)
    }

    /// Puts a page into the set; `false` when it was there, or has no room.
    mutating func insert(_ page: Int) -> Bool {
        guard page >= 0, page >> 6 < words.count else { return false }
        let bit: UInt64 = 1 << UInt64(page & 63)
        guard words[page >> 6] & bit == 0 else { return false }
        words[page >> 6] |= bit
        return true
    }

    /// Takes a page out of the set; `false` when it was not there.
    mutating func remove(_ page: Int) -> Bool {
        guard contains(page) else { return false }
        words[page >> 6] &= ~(1 << UInt64(page & 63))
        return true
    }

    /// The pages of the set, ascending.
    func pages() -> [Int] {
        var found: [Int] = []
        for (index, word) in words.enumerated() where word != 0 {
            for bit in 0..<64 where word >> UInt64(bit) & 1 == 1 { found.append(index << 6 | bit) }
        }
        return found
    }

    func contains(_ page: Int) -> Bool {
        guard page >= 0, page >> 6 < words.count else { return false }
        return words[page >> 6] >> UInt64(page & 63) & 1 == 1
    }
}
