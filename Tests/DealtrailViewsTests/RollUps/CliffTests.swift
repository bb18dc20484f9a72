import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import Testing

@testable import DealtrailViews

@Suite struct CliffTests {
    /// Monday of week 2026-W02.
    static let monday = time("2026-01-05T00:00:00Z")
    static let stages = FunnelTests.stages

    /// Opportunities that enter the demonstration, so many a week; `converts` says which of them make an offer.
    static func states(weeks: Int, perWeek: Int, converts: (_ week: Int, _ number: Int) -> Bool) -> [Funnel.State] {
        (0..<weeks * perWeek).map { index in
            let (week, number) = index.quotientAndRemainder(dividingBy: perWeek)
            var state = Funnel.State(opportunity: OpportunityID("O-\(10_000 + index)"))
            state.pipeline = "standard"
            state.pipelineVersion = 1
            state.stages = stages.map(\.name)
            state.pathCount = 3
            state.product = number.isMultiple(of: 2) ? "P-1" : "P-2"
            let entered = monday.advanced(by: .seconds(week * 7 * 86_400 + number * 3_600))
            let left = entered.advanced(by: .seconds(5 * 86_400))
            let isConverted = converts(week, number)
            state.visits = [.init(stage: 1, entered: entered, left: left, isOver: true)]
            if isConverted { state.visits.append(.init(stage: 2, entered: left, left: nil)) }
            if !isConverted {
                state.outcome = .init(
                    isWon: false, closedAt: left, amount: nil, position: 0, visits: 1, atList: nil)
            }
            return state
        }
    }

    static func cases(
        _ states: [Funnel.State], _ definition: CliffDefinition = .standard,
        now: Timestamp = time("2027-06-01T00:00:00Z")
    ) throws -> CliffCases {
        try CliffCases(FunnelCases(states, stamp: AnswerStamp(position: nil, time: now)), definition)
    }

    /// 15 of 22 a week are 68 %, 6 of 21 are 29 %.
    static func planted(fallsIn week: Int, weeks: Int = 30) -> [Funnel.State] {
        states(weeks: weeks, perWeek: 22) { current, number in current < week ? number < 15 : number >= 1 && number < 7
        }
    }

    @Test func `A slice is tested alone, by what is known of all`() throws {
        // Products take turns; from week 15 on nothing of P-1 goes on, and P-2 goes on as before.
        let states = Self.states(weeks: 30, perWeek: 44) { week, number in
            number.isMultiple(of: 2) ? week < 15 && number < 30 : number < 30
        }
        func report(_ slice: CliffDefinition.Slice?) throws -> CliffReport {
            try Self.cases(states, CliffDefinition(slice: slice)).report()
        }
        let (whole, fallen) = (try report(nil), try report(.init(by: .product, name: "P-1")))
        #expect(whole.cliffs.first?.before.percent == "68.2" && whole.cliffs.first?.since.percent == "34.1")
        let cliff = try #require(fallen.cliffs.first)
        #expect(cliff.start == Self.monday.advanced(by: .seconds(15 * 7 * 86_400)))
        #expect(
            cliff.before.percent == "68.2" && cliff.since.percent == "0.0" && fallen.definition.slice?.name == "P-1")
        #expect(try report(.init(by: .product, name: "P-2")).cliffs.isEmpty)
        let none = try report(.init(by: .product, name: nil))
        #expect(none.tests == 0 && none.transitions.map(\.from) == whole.transitions.map(\.from))
        // Slices make the whole: none is younger or older for being looked at alone.
        let parts = try ["P-1", "P-2"].map { try report(.init(by: .product, name: $0)) }
        for index in whole.transitions.indices {
            let of = parts.map { $0.transitions[index] }
            #expect(of.reduce(0) { $0 + $1.share.cases } == whole.transitions[index].share.cases)
            #expect(of.reduce(0) { $0 + $1.young } == whole.transitions[index].young)
        }
    }

    @Test(arguments: [3, 8, 15, 22])
    func `A fall is found in its week`(_ week: Int) throws {
        let report = try Self.cases(Self.planted(fallsIn: week)).report()
        let cliff = try #require(report.cliffs.first)
        #expect(report.cliffs.count == 1)
        #expect(cliff.from == "demo" && cliff.to == "offer")
        #expect(cliff.start == Self.monday.advanced(by: .seconds(week * 7 * 86_400)))
        #expect(cliff.week == FunnelDimension.week(ZonedTime(cliff.start).date))
        #expect(cliff.before.percent == "68.2" && cliff.since.percent == "27.3" && cliff.fall == "40.9")
        #expect(cliff.chance <= "0.01" && cliff.changes.isEmpty)
        #expect(report.tooFew == 1, "nobody enters the lead stage")
    }

    @Test func `A rise is no cliff, and neither is a steady rate`() throws {
        let rise = Self.states(weeks: 30, perWeek: 22) { week, number in week < 15 ? number < 6 : number < 15 }
        #expect(try Self.cases(rise).report().cliffs.isEmpty)
        let steady = Self.states(weeks: 30, perWeek: 22) { _, number in number < 11 }
        let report = try Self.cases(steady).report()
        #expect(report.cliffs.isEmpty && report.tests > 20)
    }

    @Test func `A small sample is no evidence, and the report says so`() throws {
        let week = CliffDefinition(windowWeeks: 1)
        let few = Self.states(weeks: 8, perWeek: 19) { week, _ in week < 2 }
        let report = try Self.cases(few, week).report()
        #expect(report.cliffs.isEmpty && report.tests == 0 && report.tooFew == 3)
        let enough = Self.states(weeks: 8, perWeek: 20) { week, _ in week < 2 }
        #expect(try Self.cases(enough, week).report().cliffs.map(\.fall) == ["100.0"])
    }

    @Test func `Who has not had the time is not counted`() throws {
        let states = Self.planted(fallsIn: 15)
        let first = try #require(states.first?.visits.first?.entered)
        let horizon = first.advanced(by: .seconds(28 * 86_400))
        let before = try Self.cases(states, now: Timestamp(nanoseconds: horizon.nanoseconds - 1)).report()
        #expect(before.transitions[1].share.cases == 0 && before.transitions[1].young == states.count)
        #expect(try Self.cases(states, now: horizon).report().transitions[1].share.cases == 1)
        // A log that is no longer fed: what is known ends five days after the last entry.
        let late = try Self.cases(states).report()
        #expect(late.transitions[1].young == 22 * 4 && late.transitions[1].share.cases == states.count - 88)
    }

    @Test func `The next stage must be entered within the horizon`() throws {
        let states = Self.states(weeks: 2, perWeek: 20) { _, _ in true }
        let exact = try Self.cases(states, CliffDefinition(horizonDays: 5)).report()
        #expect(exact.transitions[1].share.converted == exact.transitions[1].share.cases)
        let short = try Self.cases(states, CliffDefinition(horizonDays: 4)).report()
        #expect(short.transitions[1].share.converted == 0)
    }

    @Test(arguments: [
        ("level", CliffDefinition(level: 0)), ("level", CliffDefinition(level: 1)),
        ("horizon", CliffDefinition(horizonDays: 0)), ("window", CliffDefinition(windowWeeks: 0)),
        ("sample", CliffDefinition(minimumSample: 0)), ("fall", CliffDefinition(leastFall: 101)),
        ("lead", CliffDefinition(leadDays: -1)),
    ])
    func `Parameters outside their ranges are refused`(_ name: String, _ definition: CliffDefinition) {
        let error = #expect(throws: ReportError.self) { try Self.cases([], definition) }
        #expect(error?.description.contains(name) == true)
    }

    @Test func `Every number opens to as many opportunities as it says`() throws {
        let states = Self.planted(fallsIn: 15)
        let cases = try Self.cases(states)
        let report = cases.report()
        let cliff = try #require(report.cliffs.first)
        #expect(cases.items(from: "demo", .before).count == cliff.before.cases)
        #expect(cases.items(from: "demo", .before, converted: true).count == cliff.before.converted)
        #expect(cases.items(from: "demo", .since).count == cliff.since.cases)
        #expect(cases.items(from: "demo", .since, converted: true).count == cliff.since.converted)
        for transition in report.transitions {
            #expect(cases.items(from: transition.from).count == transition.share.cases)
            for week in transition.weeks {
                #expect(cases.items(from: transition.from, .week(week.week)).count == week.share.cases)
                #expect(
                    cases.items(from: transition.from, .week(week.week), converted: true).count
                        == week.share.converted)
            }
        }
        #expect(cases.items(from: "lead", .before).isEmpty && cases.items(from: "nowhere").isEmpty)
    }

    /// Of 300 trails in which nothing changes, at a level of 5 % at most 15 may show a cliff; there are fewer, since the
    /// correction for many tests is on the safe side.
    @Test func `Shuffled outcomes give no more false alarms than the level says`() throws {
        let definition = CliffDefinition(windowWeeks: 8, level: "0.05", leastFall: 0)
        var alarms: [UInt64] = []
        for seed in UInt64(1)...300 {
            var random = SeededGenerator(seed: seed)
            var outcomes = (0..<16 * 12).map { $0 < 16 * 6 }
            outcomes.shuffle(using: &random)
            let states = Self.states(weeks: 16, perWeek: 12) { week, number in outcomes[week * 12 + number] }
            if !(try Self.cases(states, definition).report().cliffs.isEmpty) { alarms.append(seed) }
        }
        #expect(alarms.count <= 15, "seeds \(alarms)")
    }

    @Test(arguments: seeds)
    func `A fall in random outcomes is found within two weeks`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let states = Self.states(weeks: 24, perWeek: 25) { week, _ in
            Int.random(in: 0..<100, using: &random) < (week < 12 ? 68 : 29)
        }
        let cliff = try #require(try Self.cases(states).report().cliffs.first, "seed \(seed)")
        let weeks = cliff.start.duration(since: Self.monday).components.seconds / (7 * 86_400)
        #expect(abs(weeks - 12) <= 2, "seed \(seed)")
    }

    @Test(arguments: [
        (-15 * 86_400, false), (-14 * 86_400 - 1, false), (-14 * 86_400, true), (0, true), (7 * 86_400 - 1, true),
        (7 * 86_400, false),
    ])
    func `Changes from two weeks before to the end of the week overlap`(_ seconds: Int, _ overlaps: Bool) throws {
        let start = Self.monday.advanced(by: .seconds(15 * 7 * 86_400))
        var trail = TestTrail()
        try trail.append(
            PriceListEntryChanged(list: "2026", product: "P-1", reason: "steel"), by: "pricing:zhao",
            at: .at(start.advanced(by: .seconds(seconds))))
        let report = try Self.cases(Self.planted(fallsIn: 15)).report(try ChangeMarker.markers(in: trail.events))
        let changes = try #require(report.cliffs.first).changes
        #expect(changes.count == (overlaps ? 1 : 0))
        guard overlaps else { return }
        #expect(changes[0].about == .priceList && changes[0].touched * 2 == changes[0].of)
        #expect(changes[0].event.author == "pricing:zhao" && changes[0].event.position == 0)
    }

    @Test func `Changes that touch the most come first, each with its author`() throws {
        let start = Self.monday.advanced(by: .seconds(15 * 7 * 86_400))
        let at = OccurredAt.at(start)
        var trail = TestTrail()
        try trail.append(PipelineDefined(pipeline: "standard", version: 2), by: "ops:wu", at: at)
        try trail.append(PriceListEntrySet(list: "2026", product: "P-2"), by: "pricing:zhao", at: at)
        try trail.append(
            EvidenceAttached(evidence: "decision-chain-map", digest: ContentDigest(of: [1]), opportunity: "O-10400"),
            by: "rep:lin", at: at)
        try trail.append(
            EvidenceAttached(evidence: "decision-chain-map", digest: ContentDigest(of: [2]), opportunity: "O-10401"),
            by: "rep:lin", at: .at(start.advanced(by: .seconds(60))))
        try trail.append(
            PolicyActivated(
                name: "sales", version: "2026.2", digest: ContentDigest(of: [3]), effectiveFrom: start,
                approver: "manager:sun"), by: "ops:wu", at: .at(start.advanced(by: .seconds(-86_400))))
        try trail.append(
            PolicyRetired(
                name: "sales", version: "2026.1", digest: ContentDigest(of: [3]), reason: "too strict",
                effectiveFrom: start.advanced(by: .seconds(9 * 86_400)), approver: "manager:sun"), at: at)
        let report = try Self.cases(Self.planted(fallsIn: 15)).report(try ChangeMarker.markers(in: trail.events))
        let changes = try #require(report.cliffs.first).changes
        #expect(
            changes.map(\.text) == [
                "policy 2026.2 activated", "price of P-2 in 2026 set",
                "documents of the kind decision-chain-map appear for the first time",
                "stage path standard version 2 defined",
            ])
        #expect(changes.map(\.about) == [.rules, .priceList, .material, .material])
        #expect(changes.map(\.touched) == [242, 121, 2, 0] && changes.allSatisfy { $0.of == 242 })
        #expect(changes.map(\.event.author) == ["ops:wu", "pricing:zhao", "rep:lin", "ops:wu"])
    }

    @Test func `A version of a material touches what it was used for, and all where nobody recorded it`() throws {
        let start = Self.monday.advanced(by: .seconds(15 * 7 * 86_400))
        let (before, later) = (OccurredAt.at(start.advanced(by: .seconds(-86_400))), OccurredAt.at(start))
        var trail = TestTrail()
        try trail.append(
            MaterialVersionPublished(material: "deck", version: "v2", replaces: "v1"), by: "marketing:ma", at: before)
        try trail.append(MaterialVersionPublished(material: "talk", version: "v1"), by: "marketing:ma", at: later)
        try trail.append(MaterialRolledBack(material: "talk", from: "v1", to: "v0", reason: "x"), at: later)
        for number in [10_400, 10_401, 10_402] {
            let opportunity = OpportunityID("O-\(number)")
            try trail.append(MaterialUsed(material: "deck", version: "v2", opportunity: opportunity), at: later)
            try trail.append(MaterialUsed(material: "deck", version: "v1", opportunity: "O-10500"), at: later)
        }
        let report = try Self.cases(Self.planted(fallsIn: 15)).report(try ChangeMarker.markers(in: trail.events))
        let changes = try #require(report.cliffs.first).changes
        #expect(
            changes.map(\.text) == [
                "talk version v1 published", "talk rolled back from version v1 to v0",
                "deck version v2 published, replacing v1",
            ])
        #expect(changes.map(\.touched) == [242, 242, 3] && changes.allSatisfy { $0.about == .material })
        #expect(changes.last?.event.author == "marketing:ma")
    }
}
