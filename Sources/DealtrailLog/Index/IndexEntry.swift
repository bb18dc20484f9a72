/// A statement of the index: this hash occurs in the event at this offset.
struct IndexEntry: BitwiseCopyable, Hashable {
    /// The hash of a name.
    let hash: UInt64
    /// The position of the event, from the start of its run or tail.
    let offset: UInt32

    /// A mix of both with the run's start, whose sum over a run does not depend on order: the checksum of the run.
    func fingerprint(start: UInt64) -> UInt64 {
        Self.mix(hash ^ (start &+ UInt64(offset)) &* 0x9e37_79b9_7f4a_7c15)
    }

    /// The same with an odd factor that whoever wrote the entries cannot have known: nobody can make others whose sum is equal.
    func fingerprint(start: UInt64, factor: UInt64) -> UInt64 {
        Self.mix(hash ^ (start &+ UInt64(offset) &+ 1) &* factor)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        let mixed = (value ^ value >> 29) &* 0xbf58_476d_1ce4_e5b9
        return mixed ^ mixed >> 32
    }
}

extension [IndexEntry] {
    /// Sorts by hash, and by position within a hash.
    ///
    /// Two passes by the leading 22 bits put nearly every hash in its place, since hashes are even; the few places that
    /// different ones share are sorted by comparison. A stable sort by all bits would take six passes.
    ///
    /// - Precondition: The entries of one hash are in the order of positions.
    /// - Complexity: O(2 n) on average.
    mutating func sortByHash() {
        guard count > 1 else { return }
        var other = self
        Self.distribute(self, into: &other, shift: 42)
        Self.distribute(other, into: &self, shift: 53)
        var start = 0
        while start < count {
            let place = self[start].hash >> 42
            var end = start + 1
            var isOne = true
            while end < count, self[end].hash >> 42 == place {
                if self[end].hash != self[start].hash { isOne = false }
                end += 1
            }
            if !isOne { self[start..<end].sort { ($0.hash, $0.offset) < ($1.hash, $1.offset) } }
            start = end
        }
    }

    /// Sorts by the eleven bits from `shift` on; entries that are equal in them keep their order.
    private static func distribute(_ source: [IndexEntry], into target: inout [IndexEntry], shift: UInt64) {
        let mask: UInt64 = 0x7ff
        var starts = [Int](repeating: 0, count: Int(mask) + 1)
        for entry in source { starts[Int(truncatingIfNeeded: entry.hash >> shift & mask)] += 1 }
        var sum = 0
        for digit in starts.indices { (starts[digit], sum) = (sum, sum + starts[digit]) }
        for entry in source {
            let digit = Int(truncatingIfNeeded: entry.hash >> shift & mask)
            target[starts[digit]] = entry
            starts[digit] += 1
        }
    }
}
