import DealtrailProof

/// A random sequence that a seed repeats (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// An event of up to 300 random bytes.
    mutating func event() -> [UInt8] {
        (0..<Int.random(in: 0...300, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    mutating func leaves(_ count: Int) -> [Digest] {
        (0..<count).map { _ in TreeHasher.leaf(event()) }
    }
}

/// The seeds that every property runs with.
///
/// A failure prints its own; put it here to run it again.
let seeds: [UInt64] = [1, 6962, 9162]
