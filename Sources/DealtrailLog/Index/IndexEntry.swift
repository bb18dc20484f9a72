/// A statement of the index: this hash occurs in the event at this offset.
struct IndexEntry: BitwiseCopyable, Hashable {
    /// The hash of a name.
    let hash: UInt64
    /// The position of the event, from the start of its run or tail.
    let offset: UInt32

    /// A mix of both with the run's start, whose sum over a run does not depend on order: the checksum of the run.
    func fingerprint(start: UInt64) -> UInt64 {
        var mixed = hash ^ (start &+ UInt64(offset)) &* 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ mixed >> 29) &* 0xbf58_476d_1ce4_e5b9
        return mixed ^ mixed >> 32
    }
}

extension [IndexEntry] {
    /// Sorts by hash and keeps the order of positions within a hash.
    ///
    /// A radix sort from the lowest digit: stable, and several times faster than comparison on a million entries.
    ///
    /// - Complexity: O(6 n).
    mutating func sortByHash() {
        let bits = 11
        var source = self
        var target = self
        for pass in 0..<6 {
            let shift = UInt64(pass * bits)
            var starts = [Int](repeating: 0, count: 1 << bits)
            for entry in source { starts[Int(entry.hash >> shift & (1 << UInt64(bits) - 1))] += 1 }
            var sum = 0
            for digit in starts.indices { (starts[digit], sum) = (sum, sum + starts[digit]) }
            for entry in source {
                let digit = Int(entry.hash >> shift & (1 << UInt64(bits) - 1))
                target[starts[digit]] = entry
                starts[digit] += 1
            }
            swap(&source, &target)
        }
        self = source
    }
}
