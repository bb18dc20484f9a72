import DealtrailModel

/// The newest events by hash, in memory: everything since the last sealed run.
///
/// Entries are kept in the order of positions, chained newest first from a table of buckets. Adding costs one visit to
/// a bucket; taking back what a failed commit added is cutting off the end.
struct TailIndex {
    /// The position of the first event that is indexed here.
    private(set) var start: UInt64
    /// One past the last.
    private(set) var end: UInt64

    private var hashes: [UInt64] = []
    private var offsets: [UInt32] = []
    private var previous: [Int32] = []
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
        if hashes.count + event.tagCount + 5 > buckets.count { grow() }
        event.forEachIndexedHash { insert($0, offset) }
        end += 1
    }

    /// Takes back the events from `position` on.
    mutating func truncate(to position: UInt64) {
        guard position < end else { return }
        let limit = UInt32(truncatingIfNeeded: max(position, start) - start)
        while let last = offsets.last, last >= limit {
            let bucket = Int(truncatingIfNeeded: hashes[hashes.count - 1]) & (buckets.count - 1)
            buckets[bucket] = previous[previous.count - 1]
            hashes.removeLast()
            offsets.removeLast()
            previous.removeLast()
        }
        end = start + UInt64(limit)
    }

    /// Forgets the events before `position`, which a sealed run covers.
    ///
    /// - Complexity: O(entries that stay).
    mutating func forget(before position: UInt64) {
        guard position > start else { return }
        let cut = entryCount(before: position)
        let shift = UInt32(truncatingIfNeeded: min(position, end) - start)
        hashes = Array(hashes[cut...])
        offsets = offsets[cut...].map { $0 - shift }
        start = position
        end = max(end, position)
        rebuild(bucketCount: max(1_024, (hashes.count + 1).nextPowerOfTwo))
    }

    /// The entries before `position`, for sealing: hash and offset from `start`.
    func entries(before position: UInt64) -> [IndexEntry] {
        (0..<entryCount(before: position)).map { IndexEntry(hash: hashes[$0], offset: offsets[$0]) }
    }

    /// Calls `body` with the positions of a hash, newest first, until it returns `false`.
    func forEachPosition(of hash: UInt64, _ body: (UInt64) throws -> Bool) rethrows {
        var entry = buckets[Int(truncatingIfNeeded: hash) & (buckets.count - 1)]
        while entry >= 0 {
            if hashes[Int(entry)] == hash, try !body(start + UInt64(offsets[Int(entry)])) { return }
            entry = previous[Int(entry)]
        }
    }

    /// Entries lie in the order of positions, so those before one are a prefix.
    private func entryCount(before position: UInt64) -> Int {
        guard position < end else { return offsets.count }
        guard position > start else { return 0 }
        let limit = UInt32(truncatingIfNeeded: position - start)
        var low = 0
        var high = offsets.count
        while low < high {
            let middle = (low + high) / 2
            if offsets[middle] < limit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func insert(_ hash: UInt64, _ offset: UInt32) {
        let bucket = Int(truncatingIfNeeded: hash) & (buckets.count - 1)
        previous.append(buckets[bucket])
        buckets[bucket] = Int32(truncatingIfNeeded: hashes.count)
        hashes.append(hash)
        offsets.append(offset)
    }

    private mutating func grow() {
        rebuild(bucketCount: max(1_024, (hashes.count + 512).nextPowerOfTwo * 2))
    }

    private mutating func rebuild(bucketCount: Int) {
        buckets = Array(repeating: -1, count: bucketCount)
        previous = []
        previous.reserveCapacity(bucketCount)
        for (entry, hash) in hashes.enumerated() {
            let bucket = Int(truncatingIfNeeded: hash) & (bucketCount - 1)
            previous.append(buckets[bucket])
            buckets[bucket] = Int32(truncatingIfNeeded: entry)
        }
    }
}

extension Int {
    /// The smallest power of two that is not below this number, which is at least 1.
    var nextPowerOfTwo: Int { 1 << (Int.bitWidth - Swift.max(self - 1, 0).leadingZeroBitCount) }
}
