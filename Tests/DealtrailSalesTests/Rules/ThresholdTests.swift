import DealtrailModel
import DealtrailSales
import Testing

/// Thresholds, bands, steps, weights and scores of the standard policy at their edges.
@Suite struct ThresholdTests {
    private let book = RuleBook.standard
    private let version = RuleSamples.version

    private func holds(_ name: RuleName, _ expected: ScaledDecimal, _ actual: ScaledDecimal) throws -> Bool? {
        try #require(book.threshold(name)).holds(expected: expected, actual: actual, version: version).value
    }

    @Test(arguments: [("69.9", true), ("70.0", false), ("70.1", false)])
    func `Below 70 the bonus loses 15 percent`(_ score: String, _ holds: Bool) throws {
        let rule = try #require(book.threshold("health-bonus"))
        let result = rule.holds(try #require(ScaledDecimal(score)), version: version, events: [RuleSamples.id(1)])
        #expect(result.value == holds)
        #expect(result.why.rule == "threshold.health-bonus" && result.why.events == [RuleSamples.id(1)])
        #expect(rule.applied(to: 10_000) == 8_500)
        #expect(book.threshold("churn")?.applied(to: 1) == nil)
    }

    @Test(arguments: [("81.9", false), ("82", true), ("82.1", true)])
    func `Churn is at hand from 82 percent`(_ risk: String, _ holds: Bool) throws {
        let rule = try #require(book.threshold("churn"))
        #expect(rule.holds(try #require(ScaledDecimal(risk)), version: version).value == holds)
        #expect(rule.within == .days(21))
    }

    @Test func `A deviation is more than its percentage, either way, exactly`() throws {
        for (name, percent) in [
            ("revenue-gap", 15), ("forecast-gap", 15), ("forecast-miss", 20), ("forecast-variance", 30),
        ] as [(RuleName, Int64)] {
            let edge = ScaledDecimal(mantissa: 100_000 + percent * 1_000)
            let under = ScaledDecimal(mantissa: 100_000 - percent * 1_000)
            #expect(try holds(name, 100_000, edge) == false)
            #expect(try holds(name, 100_000, try #require(edge.adding("0.01"))) == true)
            #expect(try holds(name, 100_000, under) == false)
            #expect(try holds(name, 100_000, try #require(under.subtracting("0.01"))) == true)
        }
    }

    @Test func `Raw material only alarms when it rises`() throws {
        #expect(try holds("raw-material", 100, 108) == false)
        #expect(try holds("raw-material", 100, "108.01") == true)
        #expect(try holds("raw-material", 100, 80) == false)
    }

    @Test func `Which figure is the whole makes the difference, and from nothing there is none`() throws {
        let byActual = ThresholdRule("gap", .above, 20, of: .actual)
        #expect(try holds("forecast-miss", 100, 125) == true)
        #expect(byActual.holds(expected: 100, actual: 125, version: version).value == false)
        #expect(try holds("forecast-miss", 0, 125) == nil)
        #expect(byActual.holds(expected: 100, actual: 0, version: version).value == nil)
        let under = ThresholdRule("gap", .atLeast, 20, of: .expected, direction: .under)
        #expect(under.holds(expected: 100, actual: 80, version: version).value == true)
        #expect(under.holds(expected: 100, actual: 120, version: version).value == false)
    }

    @Test(
        arguments: [
            ("100", "A"), ("85", "A"), ("84.9", "B"), ("84", "B"), ("60", "B"), ("59.9", "C"), ("0", "C"),
            ("-0.1", nil),
        ] as [(String, String?)])
    func `Leads are graded without a gap`(_ score: String, _ grade: String?) throws {
        let rule = try #require(book.band("lead-grade"))
        let result = rule.band(of: try #require(ScaledDecimal(score)), version: version)
        #expect(result.value == grade)
        #expect(result.why.rule == "band.lead-grade")
    }

    @Test func `Each ten percent opens one step, once`() throws {
        let rule = try #require(book.step("target-resources"))
        func open(_ figure: ScaledDecimal, _ taken: Set<Int> = []) -> [Int] {
            rule.steps(at: figure, taken: taken, version: version).value.open
        }
        #expect(open("9.99") == [] && open(10) == [1] && open("19.99") == [1] && open(20) == [1, 2])
        #expect(open(35, [1, 2]) == [3] && open(-5) == [])
        #expect(open(100).count == 10 && open(250).count == 10)
    }

    @Test func `Weights multiply, and what is not listed has its own`() throws {
        let target = try #require(book.weight("target"))
        #expect(target.weighted(1_000, as: "ct.tertiary-hospital", version: version).value == 1_800)
        #expect(target.weighted(1_000, as: "consumables.community-clinic", version: version).value == 600)
        #expect(target.weighted(1_000, as: "other", version: version).value == 1_000)
        let incentive = try #require(book.weight("incentive"))
        #expect(incentive.weighted(10, as: "strategic-industry", version: version).value == 15)
        #expect(incentive.weighted(10, as: "collaboration", version: version).value == 3)
        #expect(incentive.weighted(10, as: "other", version: version).value == 0)
        #expect(
            target.weighted(ScaledDecimal(mantissa: .max), as: "ct.tertiary-hospital", version: version).value == nil)
    }

    @Test func `A score says what each part gives and which event moved it`() {
        let score = WeightedScore([
            .init("recency", weight: 75, value: 80, movedBy: RuleSamples.id(1)),
            .init("tier", weight: 25, value: "40.5"),
        ])
        let result = score.explained("test", version: version)
        #expect(result.value == "70.1")
        #expect(result.why.events == [RuleSamples.id(1)])
        #expect(result.why.conclusion.contains("recency 60.00 (80 at weight 75)"))
        #expect(score.contribution(of: score.parts[1]) == "10.13")
        #expect(WeightedScore([]).score() == 0)
    }

    @Test func `A milestone is reached at its figure, by its month`() throws {
        let active = try #require(book.milestones.first { $0.name == "daily-active" })
        #expect(!active.isReached("79.9", inMonth: 1, version: version).value)
        #expect(active.isReached(80, inMonth: 1, version: version).value)
        #expect(active.isReached(nil, inMonth: 2, version: version).why.conclusion.contains("missed"))
        let report = try #require(book.milestones.first { $0.name == "operations-report" })
        #expect(report.isReached(1, inMonth: 3, version: version).value)
    }

    @Test func `The band of prices has its edge and its rounding from the policy`() {
        func breaches(_ price: ScaledDecimal, _ rules: PricingRules) -> Bool {
            PriceBand(rules).breach(Scenario.terms(at: .cny(price))) != nil
        }
        #expect(breaches("97.00", PricingRules(tolerance: 3)) && !breaches("97.01", PricingRules(tolerance: 3)))
        let strict = PricingRules(tolerance: 3, edge: .above)
        #expect(!breaches("97.00", strict) && breaches("96.99", strict))
        let rounded = PricingRules(tolerance: 3, comparedDecimals: 1)
        #expect(breaches("97.05", rounded) && !breaches("97.06", rounded))
    }
}
