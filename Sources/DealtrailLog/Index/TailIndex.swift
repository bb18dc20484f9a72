import DealtrailModel

/// The newest events by hash, in memory: everything since the last sealed run.
///
/// Entries are kept in the order of positions, chained newest first from a table of buckets. Adding costs one visit to
/// a bucket. Only what is committed is added, so nothing is ever taken back.
struct TailIndex {
    /// The position of the first event that is indexed here.
    private(set) var start: UInt64
    /// One past the last.
    private(set) var end: UInt64

    /// An entry, and the one before it in the chain of its bucket.
    ///
    /// One array of both: adding touches one place.
    private struct Link: BitwiseCopyable {
        let entry: IndexEntry
        let previous: Int32
    }

    private var links: [Link] = []
    /// Positions of damaged events, ascending: candidates for every hash, so that a read meets the damage instead of
    /// passing over it.
    private(set) var damaged: [UInt64] = []
    private var buckets: [Int32]

    init(start: UInt64) {
        self.start = start
        end = start
        buckets = Array(repeating: -1, count: 1_024)
    }

    /// How many events are indexed.
    var eventCount: Int { Int(end - start) }

    /// Indexes the event that comes next.
    ///
    /// - Precondition: `event.position == end`.
    mutating func append(_ event: borrowing EventView) {
        precondition(event.position == end, "events are indexed in order")
        let offset = UInt32(truncatingIfNeeded: end - start)
        if links.count + event.tagCount + 5 > buckets.count { grow() }
        event.forEachIndexedHash { insert(IndexEntry(hash: $0, offset: offset)) }
        end += 1
    }

    /// Indexes those events of a batch that are not indexed yet.
    ///
    /// - Precondition: None is missing before them.
    mutating func append(_ batch: RecordBatch) {
        guard batch.end > end else { return }
        for index in Int(end - batch.start)..<batch.count { append(batch.event(index)) }
    }

    /// Takes note of an event that is damaged, so that nobody knows its hashes: it may be any.
    mutating func appendDamaged() {
        damaged.append(end)
        end += 1
    }

    /// Forgets the events before `position`, which a sealed run covers.
    ///
    /// - Complexity: O(entries that stay).
    mutating func forget(before position: UInt64) {
        guard position > start else { return }
        let shift = UInt32(truncatingIfNeeded: min(position, end) - start)
        let kept = links[entryCount(before: position)...].map {
            IndexEntry(hash: $0.entry.hash, offset: $0.entry.offset - shift)
        }
        start = position
        end = max(end, position)
        damaged.removeAll { $0 < position }
        // As large as it was: it will grow as large again until the next time.
        rebuild(kept, bucketCount: buckets.count)
    }

    /// The entries before `position`, for sealing: hash and offset from `start`.
    func entries(before position: UInt64) -> [IndexEntry] {
        links[..<entryCount(before: position)].map(\.entry)
    }

    /// Calls `body` with the positions of a hash, newest first, until it returns `false`.
    func forEachPosition(of hash: UInt64, _ body: (UInt64) throws -> Bool) rethrows {
        var next = buckets[Int(truncatingIfNeeded: hash) & (buckets.count - 1)]
        var unknown = damaged.count
        while next >= 0 {
            let link = links[Int(next)]
            next = link.previous
            guard link.entry.hash == hash else { continue }
            let position = start + UInt64(link.entry.offset)
            while unknown > 0, damaged[unknown - 1] > position {
                unknown -= 1
                if try !body(damaged[unknown]) { return }
            }
            if try !body(position) { return }
        }
        for position in damaged[..<unknown].reversed() where try !body(position) { return }
    }

    /// Entries lie in the order of positions, so those before one are a prefix.
    private func entryCount(before position: UInt64) -> Int {
        guard position < end else { return links.count }
        guard position > start else { return 0 }
        let limit = UInt32(truncatingIfNeeded: position - start)
        var low = 0
        var high = links.count
        while low < high {
            let middle = (low + high) / 2
            if links[middle].entry.offset < limit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func insert(_ entry: IndexEntry) {
        let bucket = Int(truncatingIfNeeded: entry.hash) & (buckets.count - 1)
        let index = Int32(truncatingIfNeeded: links.count)
        links.append(Link(entry: entry, previous: buckets[bucket]))
        buckets[bucket] = index
    }

    private mutating func grow() {
        rebuild(links.map(\.entry), bucketCount: max(1_024, (links.count + 512).nextPowerOfTwo * 2))
    }

    private mutating func rebuild(_ entries: [IndexEntry], bucketCount: Int) {
        buckets = Array(repeating: -1, count: bucketCount)
        links.removeAll(keepingCapacity: true)
        links.reserveCapacity(bucketCount)
        for entry in entries { insert(entry) }
    }
}

extension Int {
    /// The smallest power of two that is not below this number, which is at least 1.
    var nextPowerOfTwo: Int { 1 << (Int.bitWidth - Swift.max(self - 1, 0).leadingZeroBitCount) }
}
