import Testing

@testable import DealtrailViews

@Suite struct FisherTests {
    /// Whole numbers throughout: sums of products of binomials over a binomial.
    private static func exact(_ successes: Int, of drawn: Int, allSuccesses: Int, of all: Int) -> (Int128, Int128) {
        var sum: Int128 = 0
        for count in 0...drawn where count <= successes {
            sum += binomial(allSuccesses, count) * binomial(all - allSuccesses, drawn - count)
        }
        return (sum, binomial(all, drawn))
    }

    private static func binomial(_ all: Int, _ drawn: Int) -> Int128 {
        guard (0...all).contains(drawn) else { return 0 }
        return (0..<min(drawn, all - drawn)).reduce(1) { $0 * Int128(all - $1) / Int128($1 + 1) }
    }

    @Test func `It is what counting gives, for every table of up to 24`() {
        for all in 1...24 {
            for drawn in 0...all {
                for allSuccesses in 0...all {
                    for successes in 0...min(drawn, allSuccesses) where all - allSuccesses >= drawn - successes {
                        let (part, whole) = Self.exact(successes, of: drawn, allSuccesses: allSuccesses, of: all)
                        let found = FisherTest.atMost(successes, of: drawn, allSuccesses: allSuccesses, of: all)
                        let expected = Double(part) / Double(whole)
                        #expect(abs(found - expected) < 1e-12, "\(successes) of \(drawn), \(allSuccesses) of \(all)")
                    }
                }
            }
        }
    }

    /// R: `phyper(29, 59 + 30, 28 + 74, 104)` and `fisher.test(matrix(c(1, 9, 11, 3), 2), alternative = "less")`.
    @Test func `Known values`() {
        #expect(abs(FisherTest.atMost(1, of: 10, allSuccesses: 12, of: 24) - 0.001379728092211) < 1e-12)
        #expect(FisherTest.atMost(0, of: 0, allSuccesses: 5, of: 10) == 1)
        #expect(FisherTest.atMost(5, of: 5, allSuccesses: 5, of: 10) == 1)
    }

    @Test func `Large samples neither overflow nor vanish`() {
        let likely = FisherTest.atMost(50_000, of: 100_000, allSuccesses: 100_000, of: 200_000)
        #expect(likely > 0.5 && likely < 0.51)
        let never = FisherTest.atMost(20_000, of: 100_000, allSuccesses: 100_000, of: 200_000)
        #expect(never >= 0 && never < 1e-300)
        let table = FisherTest.atMost(30, of: 104, allSuccesses: 89, of: 191)
        #expect(table > 1e-9 && table < 1e-6)
    }
}
