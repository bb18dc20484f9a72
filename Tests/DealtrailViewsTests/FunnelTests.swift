import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

@Suite struct FunnelTests {
    static let stages: [PipelineStage] = [PipelineStage("lead"), PipelineStage("demo"), PipelineStage("offer")]
    static let now = time("2026-06-30T00:00:00Z")
    static let stamp = AnswerStamp(position: nil, time: now)

    static func create(_ trail: inout TestTrail, _ id: OpportunityID, owner: ActorID? = nil, day: Int? = 0) throws {
        try trail.append(
            OpportunityCreated(
                opportunity: id, pipeline: "standard", pipelineVersion: 1, stages: stages, account: "acme",
                owner: owner, product: "P-1", quantity: 1), at: Self.day(day))
    }

    static func enter(_ trail: inout TestTrail, _ id: OpportunityID, _ stage: StageName, day: Int?) throws {
        try trail.append(OpportunityStageEntered(opportunity: id, stage: stage), at: Self.day(day))
    }

    /// A number of days after the first of January; `nil` for an unknown time.
    static func day(_ day: Int?) -> OccurredAt {
        day.map { .at(time("2026-01-01T00:00:00Z").advanced(by: .seconds($0 * 86_400))) } ?? .unknown
    }

    static func cases(
        _ trail: TestTrail, _ definition: FunnelDefinition = .standard, effective: Timestamp? = nil
    ) throws -> FunnelCases {
        FunnelCases(
            try trail.states(of: Funnel.self, effective: effective).values, definition: definition, stamp: stamp
        ) { _ in .cny(100) }
    }

    /// Four opportunities.
    ///
    /// A: lead, demo, offer, won. B: lead, offer (skips demo), lost. C: lead, demo, lead again, open. D: created only.
    static func four() throws -> TestTrail {
        var trail = TestTrail()
        try create(&trail, "A", owner: "rep:lin")
        try enter(&trail, "A", "lead", day: 0)
        try enter(&trail, "A", "demo", day: 4)
        try enter(&trail, "A", "offer", day: 10)
        try trail.append(OpportunityWon(opportunity: "A", amount: .cny(90)), at: day(20))
        try create(&trail, "B", owner: "rep:lin")
        try enter(&trail, "B", "lead", day: 0)
        try enter(&trail, "B", "offer", day: 6)
        try trail.append(OpportunityLost(opportunity: "B", reason: "price"), at: day(9))
        try create(&trail, "C", owner: "rep:wang", day: 40)
        try enter(&trail, "C", "lead", day: 40)
        try enter(&trail, "C", "demo", day: 42)
        try enter(&trail, "C", "lead", day: 45)
        try create(&trail, "D", day: nil)
        return trail
    }

    @Test func `Counts of the standard definition`() throws {
        let report = try Self.cases(Self.four()).report()
        let total = report.total
        #expect(report.stages == ["lead", "demo", "offer"])
        #expect(
            [total.cases, total.open, total.won, total.lost, total.undated, total.notStarted] == [4, 2, 1, 1, 1, 1])
        #expect(total.winRate == "50.0" && total.wonValue == [.cny(90)])
        #expect(total.stages.map(\.reached) == [3, 3, 2])
        #expect(total.stages.map(\.entered) == [3, 2, 2])
        #expect(total.stages.map(\.skipped) == [0, 1, 0])
        #expect(total.stages.map(\.inStage) == [1, 0, 0])
        #expect(total.stages.map(\.won) == [0, 0, 1] && total.stages.map(\.lost) == [0, 0, 1])
        #expect(total.stages.map(\.toNext.converted) == [2, 2, 1])
        #expect(total.stages.map(\.toNext.jumped) == [1, 0, 0])
        #expect(total.stages.map(\.toLater.converted) == [3, 2, 1])
        #expect(total.stages.map(\.toLater.failed) == [0, 0, 1])
        #expect(total.stages.map(\.toLater.censored) == [0, 1, 0])
        #expect(total.stages.map(\.toLater.percent) == ["100.0", "100.0", "50.0"])
        #expect(total.againstList.below == 1)
    }

    @Test func `Every rule changes what it says it changes`() throws {
        let trail = try Self.four()
        let apart = FunnelDefinition(name: "apart", version: 1, skips: .apart)
        #expect(try Self.cases(trail, apart).report().total.stages.map(\.reached) == [3, 2, 2])
        let void = FunnelDefinition(name: "void", version: 1, regress: .void)
        let lead = try Self.cases(trail, void).report().total.stages[0]
        #expect(lead.toLater.converted == 2 && lead.toLater.censored == 1)
        let last = FunnelDefinition(name: "last", version: 1, reentry: .last)
        #expect(try Self.cases(trail, last).report().total.stages[0].toLater.censored == 1)
        let period = FunnelDefinition(
            name: "february", version: 1, cohort: .created, from: time("2026-02-01T00:00:00Z"),
            until: time("2026-03-01T00:00:00Z"))
        #expect(try Self.cases(trail, period).cases(in: .all) == ["C"])
        let other = FunnelDefinition(name: "other", version: 1, pipeline: "other")
        #expect(try Self.cases(trail, other).report().total.cases == 0)
    }

    @Test(arguments: [(-1, 0), (0, 1), (1, 1)])
    func `A period has its beginning and not its end`(_ tick: Int, _ count: Int) throws {
        var trail = TestTrail()
        try Self.create(&trail, "A", day: 10)
        let edge = time("2026-01-11T00:00:00Z")
        let from = FunnelDefinition(
            name: "from", version: 1, cohort: .created, from: Timestamp(nanoseconds: edge.nanoseconds - Int64(tick)))
        let until = FunnelDefinition(
            name: "until", version: 1, cohort: .created, until: Timestamp(nanoseconds: edge.nanoseconds - Int64(tick)))
        #expect(try Self.cases(trail, from).report().total.cases == count)
        #expect(try Self.cases(trail, until).report().total.cases == 1 - count)
    }

    @Test func `Dwell keeps latest, cumulative, running and the number of visits apart`() throws {
        let total = try Self.cases(Self.four()).report().total
        let lead = total.stages[0].dwell
        // A 4 days, B 6, C 2 and again, still running.
        #expect(lead.latest?.median == 4 && lead.latest?.p90 == 6 && lead.latest?.count == 3)
        #expect(lead.cumulative?.minimum == 2 && lead.cumulative?.maximum == 6)
        #expect(lead.visits.map(\.visits) == [1, 2] && lead.visits.map(\.cases) == [2, 1])
        #expect(lead.running?.median == 135 && lead.running?.count == 1)
        #expect(total.daysToWon?.median == 20 && total.daysToLost?.median == 9)
    }

    @Test func `A visit with an unknown time is counted and has no length`() throws {
        var trail = TestTrail()
        try Self.create(&trail, "A", day: nil)
        try Self.enter(&trail, "A", "lead", day: nil)
        try Self.enter(&trail, "A", "demo", day: 3)
        try Self.enter(&trail, "A", "offer", day: 5)
        let total = try Self.cases(trail).report().total
        #expect(total.undated == 0 && total.stages.map(\.undatedVisits) == [1, 0, 0])
        #expect(total.stages[0].dwell.latest == nil && total.stages[1].dwell.latest?.median == 2)
    }

    @Test func `An end whose time is not known still ends`() throws {
        var trail = TestTrail()
        try Self.create(&trail, "A")
        try Self.enter(&trail, "A", "lead", day: 1)
        try trail.append(OpportunityWon(opportunity: "A", amount: .cny(100)), at: .unknown)
        let total = try Self.cases(trail).report().total
        #expect(total.won == 1 && total.open == 0 && total.daysToWon == nil && total.againstList.at == 1)
    }

    @Test func `A reopened opportunity is open, and its moves remain`() throws {
        var trail = try Self.four()
        try trail.append(OpportunityReopened(opportunity: "B", stage: "demo"), at: Self.day(30))
        let cases = try Self.cases(trail)
        #expect(cases.cases(in: .inStage("demo")) == ["B"] && cases.report().total.lost == 0)
        #expect(cases.cases(in: .transition(from: "offer", to: .stage("demo"))) == ["B"])
        #expect(try trail.states(of: Funnel.self)["opportunity:B"]?.reopenings == 1)
    }

    @Test func `Moves and slices add up and open down`() throws {
        let cases = try Self.cases(Self.four())
        let report = cases.report(by: .rep)
        let moves = report.total.transitions.map { "\($0.from?.rawValue ?? "-")>\($0.to):\($0.count)" }
        #expect(
            moves == [
                "->lead:3", "lead>demo:2", "lead>offer:1", "demo>lead:1", "demo>offer:1", "offer><won>:1",
                "offer><lost>:1",
            ])
        #expect(report.slices.map(\.name) == ["rep:lin", "rep:wang", nil])
        #expect(report.slices.reduce(0) { $0 + $1.cases } == report.total.cases)
        #expect(cases.cases(in: .won, of: .rep, value: "rep:lin") == ["A"])
        #expect(cases.cases(in: .all, of: .rep, value: nil) == ["D"])
        #expect(cases.cases(in: .skipped("demo")) == ["B"] && cases.cases(in: .undated) == ["D"])
        #expect(cases.cases(in: .againstList(.below)) == ["A"])
        #expect(cases.cases(in: .inStage("nowhere")).isEmpty)
        #expect(cases.report(by: .month).slices.map(\.name) == ["2026-01", "2026-02", nil])
    }

    @Test func `An owner who took over is the one it counts for`() throws {
        var trail = try Self.four()
        try trail.append(
            OpportunityOwnerChanged(opportunity: "C", owner: "rep:zhao", previous: "rep:wang"), at: Self.day(50))
        #expect(try Self.cases(trail).cases(in: .all, of: .rep, value: "rep:zhao") == ["C"])
    }

    /// One won opportunity, against a list price of 100.00.
    private static func won(
        _ created: ScaledDecimal?, _ sold: ScaledDecimal? = nil, amount: Money? = .cny(240), atList: Money? = nil
    ) throws -> FunnelReport.AgainstList {
        var trail = TestTrail()
        try trail.append(
            OpportunityCreated(
                opportunity: "A", pipeline: "standard", pipelineVersion: 1, stages: stages, product: "P-1",
                quantity: created), at: day(0))
        try trail.append(
            OpportunityWon(opportunity: "A", amount: amount, quantity: sold, atList: atList), at: day(1))
        let states = try trail.states(of: Funnel.self).values
        return FunnelCases(states, stamp: stamp) { _ in .cny("100.00") }.report().total.againstList
    }

    @Test(
        arguments: [
            ("2.5", nil, "96.0"), ("2.4", nil, "100.0"), ("2.3", nil, "104.3"), ("1", "2.4", "100.0"),
            ("2.400000000000000000", nil, nil), (nil, "2.5", "96.0"), (nil, nil, nil),
        ] as [(ScaledDecimal?, ScaledDecimal?, ScaledDecimal?)])
    func `A list price counts once for each unit`(
        _ created: ScaledDecimal?, _ sold: ScaledDecimal?, _ percent: ScaledDecimal?
    ) throws {
        let found = try Self.won(created, sold)
        #expect(found.realisation.map(\.percent) == (percent.map { [$0] } ?? []))
        #expect(found.notRecorded == (percent == nil ? 1 : 0))
        #expect([found.below, found.at, found.above].reduce(0, +) == (percent == nil ? 0 : 1))
    }

    @Test func `What the winner says of list prices goes before any list`() throws {
        let said = try Self.won(1, atList: .cny(300))
        #expect(said.below == 1 && said.realisation.map(\.atList) == [.cny(300)])
        #expect(said.realisation.map(\.percent) == ["80.0"])
        #expect(try Self.won(nil, amount: nil, atList: .cny(300)).notRecorded == 1)
        #expect(try Self.won(nil, atList: .usd(300)).notRecorded == 1)
    }

    @Test func `Merged accounts are one slice`() throws {
        var trail = try Self.four()
        try trail.append(
            OpportunityCreated(
                opportunity: "E", pipeline: "standard", pipelineVersion: 1, stages: Self.stages, account: "acme-2"),
            at: Self.day(3))
        let states = try trail.states(of: Funnel.self).values
        let apart = FunnelCases(states, stamp: Self.stamp).report(by: .account)
        #expect(apart.slices.map(\.name) == ["acme", "acme-2"])
        try trail.append(AccountsMerged(account: "acme", absorbed: "acme-2"))
        let cases = FunnelCases(states, stamp: Self.stamp, classes: SalesClasses(merged: try MergedAccounts(events: trail.events)))
        #expect(cases.report(by: .account).slices.map(\.name) == ["acme"])
        #expect(cases.report(by: .account).slices.first?.cases == 5)
        #expect(cases.cases(in: .all, of: .account, value: "acme-2") == ["A", "B", "C", "D", "E"])
    }

    @Test func `Effective at a time, later events have not happened`() throws {
        let cases = try Self.cases(Self.four(), effective: time("2026-01-08T00:00:00Z"))
        #expect(cases.cases(in: .inStage("demo")) == ["A"] && cases.cases(in: .inStage("offer")) == ["B"])
        #expect(cases.report().total.cases == 2)
    }

    @Test(arguments: [
        ([1], "1.0", "1.0"), ([1, 2], "1.5", "2.0"), ([3, 1, 2], "2.0", "3.0"), ([5, 5, 5, 6], "5.0", "6.0"),
    ])
    func `Median and percentile`(_ days: [Int64], _ median: String, _ p90: String) throws {
        let spread = try #require(Distribution(nanoseconds: days.map { $0 * 86_400_000_000_000 }))
        #expect(spread.median.description == median && spread.p90.description == p90)
    }

    @Test func `The 90th percentile is the nearest rank`() throws {
        let day: Int64 = 86_400_000_000_000
        #expect(Distribution(nanoseconds: (1...10).map { $0 * day })?.p90 == 9)
        #expect(Distribution(nanoseconds: (1...11).map { $0 * day })?.p90 == 10)
        #expect(Distribution(nanoseconds: []) == nil)
        // 1.05 days is exactly half way between 1.0 and 1.1.
        #expect(Distribution(nanoseconds: [day / 100 * 105])?.median == "1.1")
        #expect(Distribution(nanoseconds: [day / 100 * 105 - 1])?.median == "1.0")
    }
}
