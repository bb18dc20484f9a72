public import DealtrailModel

/// All states of a projection at a point in time, in memory.
public struct ViewImage<View: Projection>: Sendable {
    /// The point in time.
    public let asOf: AsOf
    /// The size of the log that was asked.
    public let logSize: UInt64
    /// How many events were known but not folded because nobody recorded when they happened; 0 without an effective bound.
    public let undated: Int
    /// How many events that were known the view passes over, as somebody decided.
    public let skipped: Int
    /// The keys and states, in the bytewise order of keys.
    public let states: [(key: String, state: View.State)]

    init(_ fold: PartitionedFold, asOf: AsOf, logSize: UInt64, skipped: Int) throws {
        self.asOf = asOf
        self.logSize = logSize
        undated = fold.undated
        self.skipped = skipped
        states = try KeyOrder(lane: 0, of: fold.partitions).places.compactMap { place in
            let pass = fold.partitions[Int(place.partition)].pass
            guard let lane = pass.lanes[0] as? ProjectionLane<View> else { return nil }
            let slot = Int(place.slot)
            return (pass.withText(Int(lane.keys[slot])) { $0.text() } ?? "", try lane.state(slot))
        }
    }

    /// The state of a key; `nil` when no event that counts has touched it.
    ///
    /// - Complexity: O(log keys).
    public func state(for key: String) -> View.State? {
        var low = 0
        var high = states.count
        while low < high {
            let middle = (low + high) / 2
            if states[middle].key.utf8.lexicographicallyPrecedes(key.utf8) { low = middle + 1 } else { high = middle }
        }
        return low < states.count && states[low].key == key ? states[low].state : nil
    }
}
