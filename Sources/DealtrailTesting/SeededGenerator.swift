/// A small random number generator with a seed (SplitMix64, Steele and others, 2014): the same seed, the same run.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Creates a generator.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    /// A number below `bound`, which is 1 or more.
    mutating func below(_ bound: Int) -> Int {
        Int.random(in: 0..<max(bound, 1), using: &self)
    }

    /// Whether an event with a chance of one in `odds` occurs.
    mutating func chance(oneIn odds: Int) -> Bool {
        below(odds) == 0
    }

    /// One of the elements, of which there is at least one.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// Some of the elements, each with a chance of one in `odds`.
    mutating func some<Element>(of elements: [Element], oneIn odds: Int) -> [Element] {
        var chosen: [Element] = []
        for element in elements where chance(oneIn: odds) { chosen.append(element) }
        return chosen
    }
}
