/// Fisher's exact test of two shares, on one side: how likely is so low a share by chance?
///
/// It holds for samples of any size, and needs no table and no logarithm. The terms of the hypergeometric distribution are
/// made one from another by products and quotients, so that every machine computes the same bits (IEEE 754).
enum FisherTest {
    /// The probability that, with all margins as they are, at most `successes` of the `drawn` are successes.
    ///
    /// - Parameters:
    ///   - successes: Successes among those drawn.
    ///   - drawn: How many were drawn.
    ///   - allSuccesses: Successes among all.
    ///   - all: How many there are.
    /// - Returns: 0 to 1; 1 for margins that contradict one another.
    /// - Complexity: O(smallest margin).
    static func atMost(_ successes: Int, of drawn: Int, allSuccesses: Int, of all: Int) -> Double {
        let low = max(0, drawn + allSuccesses - all)
        let high = min(drawn, allSuccesses)
        guard low <= high, successes >= low else { return successes < low && low <= high ? 0 : 1 }
        guard successes < high else { return 1 }
        // From the most likely term outwards, so that what is lost at the far ends is nothing beside the sum.
        let mode = min(max((drawn + 1) * (allSuccesses + 1) / (all + 2), low), high)
        var tail = mode <= successes ? 1.0 : 0.0
        var sum = 1.0
        var term = 1.0
        for count in stride(from: mode, to: low, by: -1) {
            // The term of count - 1 from that of count.
            term *= Double(count) * Double(all - allSuccesses - drawn + count)
            term /= Double(allSuccesses - count + 1) * Double(drawn - count + 1)
            guard term > 0 else { break }
            sum += term
            if count - 1 <= successes { tail += term }
        }
        term = 1
        for count in mode..<high {
            term *= Double(allSuccesses - count) * Double(drawn - count)
            term /= Double(count + 1) * Double(all - allSuccesses - drawn + count + 1)
            guard term > 0 else { break }
            sum += term
            if count + 1 <= successes { tail += term }
        }
        return min(1, tail / sum)
    }
}
