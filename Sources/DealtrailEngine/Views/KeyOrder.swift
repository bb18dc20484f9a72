import DealtrailModel

/// The slots of one projection over all partitions, in the bytewise order of their keys.
struct KeyOrder {
    /// A slot, with the 16 bytes of its key behind what all keys share: most comparisons need no other memory.
    struct Place {
        let first: UInt64
        let second: UInt64
        let partition: Int32
        let slot: Int32
    }

    let places: [Place]

    /// Sorts the keys of the lane at this index.
    ///
    /// - Complexity: O(n log n) comparisons.
    init(lane: Int, of partitions: [PartitionedFold.Partition]) {
        var places: [Place] = []
        let shared = Self.sharedPrefix(lane, partitions)
        places.reserveCapacity(partitions.reduce(0) { $0 + $1.pass.lanes[lane].keys.count })
        for (partition, part) in partitions.enumerated() {
            for (slot, key) in part.pass.lanes[lane].keys.enumerated() {
                let words = part.pass.withText(Int(key)) { text in
                    (Self.word(text, at: shared), Self.word(text, at: shared + 8))
                }
                places.append(
                    Place(first: words.0, second: words.1, partition: Int32(partition), slot: Int32(slot)))
            }
        }
        places.sort { left, right in
            if left.first != right.first { return left.first < right.first }
            if left.second != right.second { return left.second < right.second }
            return Self.precedes(left, right, lane, partitions)
        }
        self.places = places
    }

    /// Eight bytes as a big-endian number, zeros behind the end.
    private static func word(_ text: RawSpan, at offset: Int) -> UInt64 {
        var value: UInt64 = 0
        var index = offset
        while index < offset + 8 {
            value = value << 8 | (index < text.byteCount ? UInt64(text.byte(at: index)) : 0)
            index += 1
        }
        return value
    }

    private static func sharedPrefix(_ lane: Int, _ partitions: [PartitionedFold.Partition]) -> Int {
        guard let home = partitions.first(where: { !$0.pass.lanes[lane].keys.isEmpty })?.pass,
            let key = home.lanes[lane].keys.first
        else { return 0 }
        let sample = home.withText(Int(key)) { $0.array() }
        var shared = sample.count
        for part in partitions {
            for key in part.pass.lanes[lane].keys where shared > 0 {
                part.pass.withText(Int(key)) { text in
                    shared = min(shared, text.byteCount)
                    while shared > 0, !text.extracting(0..<shared).elementsEqual(sample.rawSpan.extracting(0..<shared))
                    {
                        shared -= 1
                    }
                }
            }
        }
        return shared
    }

    private static func precedes(
        _ left: Place, _ right: Place, _ lane: Int, _ partitions: [PartitionedFold.Partition]
    ) -> Bool {
        let (one, other) = (partitions[Int(left.partition)].pass, partitions[Int(right.partition)].pass)
        return one.withText(Int(one.lanes[lane].keys[Int(left.slot)])) { mine in
            other.withText(Int(other.lanes[lane].keys[Int(right.slot)])) { theirs in
                mine.precedes(theirs)
            }
        }
    }
}
