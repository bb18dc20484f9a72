import DealtrailProof
import DealtrailTesting

extension SeededGenerator {
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
