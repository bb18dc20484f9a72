import DealtrailTesting

extension SeededGenerator {
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// A 64-bit number that is often at an edge.
    mutating func integer() -> Int64 {
        switch Int.random(in: 0..<6, using: &self) {
        case 0: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max].randomElement(using: &self) ?? 0
        case 1: Int64.random(in: -1000...1000, using: &self)
        case 2: Int64.random(in: .min ... .max, using: &self)
        default: Int64.random(in: .min ... .max, using: &self) >> Int64.random(in: 0..<63, using: &self)
        }
    }
}

/// The seeds of the properties.
let seeds: [UInt64] = [1, 20_260_215, 0xdead_beef]
