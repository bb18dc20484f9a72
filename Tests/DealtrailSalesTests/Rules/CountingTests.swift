import DealtrailModel
import DealtrailSales
import Testing

/// Streaks and counts of the standard policy.
@Suite struct CountingTests {
    private let book = RuleBook.standard
    private let version = RuleSamples.version

    private func length(_ name: RuleName, _ values: [(Int, ScaledDecimal)]) throws -> (Int, Bool) {
        let rule = try #require(book.streak(name))
        let streak = rule.streak(values.map { .init(period: $0.0, value: $0.1) }, version: version).value
        return (streak.length, streak.isReached)
    }

    @Test func `Two days in a row below 60 need somebody to step in`() throws {
        #expect(try length("health-intervention", [(1, "59.9")]) == (1, false))
        #expect(try length("health-intervention", [(1, "59.9"), (2, "59.9")]) == (2, true))
        #expect(try length("health-intervention", [(1, "59.9"), (2, "60.0")]) == (0, false))
        // A day that nobody measured ends the streak, and of two scores in one day the later counts.
        #expect(try length("health-intervention", [(1, "59.9"), (3, "59.9")]) == (1, false))
        #expect(try length("health-intervention", [(1, "59.9"), (2, "70"), (2, "59.9")]) == (2, true))
        #expect(try length("health-intervention", [(1, "59.9"), (2, "59.9"), (2, "70")]) == (0, false))
    }

    @Test func `Gaps can be passed over`() {
        let rule = StreakRule("mine", 2, of: .days, .below, 60, gaps: .ignored)
        let streak = rule.streak([.init(period: 1, value: 10), .init(period: 9, value: 10)], version: version)
        #expect(streak.value.isReached)
    }

    @Test func `Three failures in a row, and a success ends them`() throws {
        let rule = try #require(book.streak("service-failures"))
        func observe(_ outcomes: Bool...) -> StreakRule.Streak {
            rule.streak(
                outcomes.enumerated().map {
                    .init(period: $0.offset, meets: $0.element, event: RuleSamples.id(UInt64($0.offset)))
                }, version: version
            ).value
        }
        #expect(!observe(true, true).isReached)
        #expect(observe(true, true, true).isReached)
        #expect(!observe(true, true, false, true).isReached)
        #expect(observe(false, true, true, true).observations.compactMap(\.event) == (1...3).map(RuleSamples.id))
        for name in ["forecast-credit", "adoption", "strategic-target"] as [RuleName] {
            #expect(book.streak(name)?.length == 3)
        }
        #expect(book.streak("process-score")?.length == 2)
    }

    @Test func `Periods follow one another across the ends of weeks, months and years`() throws {
        func periods(_ unit: StreakRule.Unit, _ one: String, _ two: String) throws -> Int {
            unit.period(of: try #require(CivilDate(two))) - unit.period(of: try #require(CivilDate(one)))
        }
        #expect(try periods(.weeks, "2026-03-08", "2026-03-09") == 1)
        #expect(try periods(.weeks, "2026-03-02", "2026-03-08") == 0)
        #expect(try periods(.weeks, "1969-12-28", "1969-12-29") == 1)
        #expect(try periods(.weeks, "1969-12-29", "1970-01-04") == 0)
        #expect(try periods(.months, "2025-12-31", "2026-01-01") == 1)
        #expect(try periods(.quarters, "2025-12-31", "2026-01-01") == 1)
        #expect(try periods(.quarters, "2026-01-01", "2026-03-31") == 0)
    }

    private func opened(_ number: UInt64, _ text: String) -> Occurrence {
        RuleSamples.event("quote.opened", number, at: text)
    }

    @Test func `Opened three times without a reply`() throws {
        let rule = try #require(book.count("quote-opened"))
        let now = RuleSamples.at("2026-03-05T00:00:00Z")
        let opens = [
            opened(1, "2026-03-01T00:00:00Z"), opened(2, "2026-03-02T00:00:00Z"), opened(3, "2026-03-05T00:00:00Z"),
        ]
        let result = rule.count(opens, at: now, in: book, version: version)
        #expect(result.value == (3, true))
        #expect(result.why.events == (1...3).map(RuleSamples.id))
        let before = Timestamp(nanoseconds: now.nanoseconds - 1)
        #expect(rule.count(opens, at: before, in: book, version: version).value == (2, false))
        let reply = RuleSamples.event("quote.accepted", 4, at: "2026-03-02T00:00:00Z")
        let answered = [opens[0], opens[1], reply, opens[2]]
        #expect(rule.count(answered, at: now, in: book, version: version).value == (1, false))
    }

    @Test func `An interaction counts for seven days, to the tick`() throws {
        let rule = try #require(book.count("weekly-interaction"))
        let visit = RuleSamples.event("visit.completed", 1, at: "2026-03-01T00:00:00Z", evidenced: true)
        func isKept(_ nanoseconds: Int64) -> Bool {
            rule.count(
                [visit], at: RuleSamples.at("2026-03-08T00:00:00Z", nanoseconds), in: book, version: version
            ).value.isReached
        }
        #expect(isKept(-1) && !isKept(0))
    }
}
