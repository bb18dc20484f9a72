import DealtrailLMDB
import DealtrailModel

/// What a run of the index holds.
struct RunContents {
    /// How many entries.
    var count: UInt64 = 0
    /// The sum of their fingerprints with the factor of the check.
    var checksum: UInt64 = 0
    /// Whether a lookup, through filter and tree, finds what a walk over the run found, in the order of the log.
    var isFindable = true
}

extension RunStore {
    /// Walks over a run, and finds out whether lookups find the same.
    ///
    /// A search in a tree leads from a larger key never to an earlier page: when the first and the last key of a page
    /// are found there, those between them are, since they ascend. So two lookups a page say what one a key would.
    ///
    /// - Parameter factor: That of the fingerprints.
    /// - Throws: `LogError` (`indexMismatch`) for a key that is none.
    /// - Complexity: O(entries).
    func contents(of run: IndexRun, factor: UInt64, _ read: borrowing ReadTransaction) throws -> RunContents {
        var found = RunContents()
        let table = table(of: run)
        let start = run.range.lowerBound
        let filter = try filter(of: run, read)
        var cursor = try read.cursor(table)
        var next = try cursor.next()
        var last: UInt64?
        while let entry = next {
            guard let hash = entry.keyAsUInt64 else {
                throw LogError(.indexMismatch, "a key of the index has \(entry.key.byteCount) bytes")
            }
            if let last, hash <= last { found.isFindable = false }
            if let filter, !RunFilter.mayContain(hash, in: filter) { found.isFindable = false }
            let count = entry.value.byteCount / 4
            var previous = -1
            for index in 0..<count {
                let offset = entry.value.integer(at: index &* 4, as: UInt32.self)
                // Events are handed out in this order.
                if Int(offset) <= previous { found.isFindable = false }
                previous = Int(offset)
                found.checksum &+= IndexEntry(hash: hash, offset: offset).fingerprint(start: start, factor: factor)
            }
            found.count &+= UInt64(count)
            let isFirst = last == nil
            last = hash
            next = try cursor.next()
            // The borders of a page.
            guard let following = next, !isFirst, following.isOnPage(of: entry) else {
                let isThere = try read.value(forKey: hash, in: table)?.isIdentical(to: entry.value) ?? false
                if !isThere { found.isFindable = false }
                if let following = next, let key = following.keyAsUInt64 {
                    let isThere = try read.value(forKey: key, in: table)?.isIdentical(to: following.value) ?? false
                    if !isThere { found.isFindable = false }
                }
                continue
            }
        }
        return found
    }
}
