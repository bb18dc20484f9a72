/// How far each stream has come, by the hash of its name: a table with open addressing.
///
/// The hashes are keyed and even, so that their low bits are the place; a `Dictionary` would hash them once more. An
/// event most often concerns a stream whose entry is not in a cache, and a loop over many of them waits for several at
/// once when it does nothing else (``StreamCheck/settle()``).
struct StreamTable {
    struct Entry {
        let hash: UInt64
        /// The revision that the next event has to have.
        var next: UInt64
        /// The position of the last event.
        var position: UInt64

        /// No log has this position.
        static let vacant = Entry(hash: 0, next: 0, position: .max)
    }

    private var entries: [Entry] = Array(repeating: .vacant, count: 1 << 10)
    /// Sums up what was loaded ahead of its use, so that the loading is not left out.
    private var touched: UInt64 = 0
    /// How many streams there are.
    private(set) var count = 0

    subscript(hash: UInt64) -> Entry? {
        let entry = entries[place(of: hash)]
        return entry.position == .max ? nil : entry
    }

    /// Loads the entries of streams, all at once: what waits for one waits for many.
    @inline(__always)
    mutating func touch(_ hashes: some Sequence<UInt64>) {
        let mask = entries.count &- 1
        for hash in hashes { touched &+= entries[Int(truncatingIfNeeded: hash) & mask].next }
    }

    /// Takes in an event of a stream; returns the entry before, which is vacant for a new stream.
    ///
    /// - Complexity: O(1) on average.
    @inline(__always)
    mutating func replace(_ hash: UInt64, next: UInt64, position: UInt64) -> Entry {
        let place = place(of: hash)
        let known = entries[place]
        entries[place] = Entry(hash: hash, next: next, position: position)
        if known.position == .max {
            count += 1
            if count * 2 > entries.count { grow() }
        }
        return known
    }

    /// Where a stream is, or where it belongs.
    @inline(__always)
    private func place(of hash: UInt64) -> Int {
        let mask = entries.count &- 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while entries[place].position != .max, entries[place].hash != hash { place = (place &+ 1) & mask }
        return place
    }

    private mutating func grow() {
        let old = entries
        entries = Array(repeating: .vacant, count: old.count * 2)
        for entry in old where entry.position != .max { entries[place(of: entry.hash)] = entry }
    }
}
