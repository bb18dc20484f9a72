import DealtrailModel

/// The identifiers of one commit: UUID version 7 with the commit's stamp, a counter, and random bits.
struct EventIDSequence {
    private let milliseconds: UInt64
    private var counter: UInt16 = 0
    private var state: UInt64

    init(stamp: Timestamp, randomBits: UInt64) {
        milliseconds = UInt64(clamping: stamp.nanoseconds / 1_000_000) & 0xffff_ffff_ffff
        state = randomBits
    }

    /// The next identifier: of one commit they ascend until the counter comes round after 4,096.
    mutating func next() -> EventID {
        // SplitMix64: one draw of true randomness a commit, spread over its events.
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        mixed ^= mixed >> 31
        defer { counter = counter &+ 1 & 0x0fff }
        return EventID(milliseconds: milliseconds, counter: counter, random: mixed)
    }
}
