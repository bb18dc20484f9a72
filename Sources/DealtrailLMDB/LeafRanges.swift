/// Which keys a search leads to which of the lowest pages of a table, by the keys on the pages above them.
///
/// A search goes from each page to the last one below it whose key is not above the wanted one; LMDB halves the page for
/// it, which takes the order of its keys for granted. Where these keys ascend from each of the lowest pages to the next, so
/// do those of every page above, and the search leads where they say.
struct LeafRanges {
    private var leaves: [(page: Int, low: UInt64)] = []
    /// Whether the keys ascend from each page to the next.
    private var isAscending = true
    /// The page that was found last.
    private var place = 0

    /// Adds the next of the lowest pages, in the order of their keys.
    ///
    /// - Parameter low: The key from which a search leads to the page; `nil` when it is of another form.
    mutating func append(_ page: Int, from low: UInt64?) {
        guard let low, leaves.last.map({ $0.low < low }) ?? true else { return isAscending = false }
        leaves.append((page, low))
    }

    /// The page to which a search for a key leads, and all keys that lead to it; `nil` when that is not known of each page.
    ///
    /// - Complexity: O(1) for the page that was found last and the one behind it, otherwise O(log pages).
    mutating func leaf(with key: UInt64) -> (page: Int, keys: ClosedRange<UInt64>)? {
        guard isAscending, let first = leaves.first, first.low <= key else { return nil }
        if !keys(place).contains(key) {
            place += 1
            if place == leaves.count || !keys(place).contains(key) { place = search(key) }
        }
        return (leaves[place].page, keys(place))
    }

    /// The keys that lead to a page; there is one in front of the next, since they ascend.
    private func keys(_ place: Int) -> ClosedRange<UInt64> {
        leaves[place].low...(place + 1 < leaves.count ? leaves[place + 1].low - 1 : .max)
    }

    private func search(_ key: UInt64) -> Int {
        var (low, high) = (0, leaves.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if leaves[middle].low <= key { low = middle } else { high = middle }
        }
        return low
    }
}
