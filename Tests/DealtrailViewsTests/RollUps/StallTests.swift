import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import Testing

@testable import DealtrailViews

@Suite struct StallTests {
    static let rule = DeadlineRule(
        "stage-stall", startsOn: [EventPattern("opportunity.created"), EventPattern("opportunity.stage-entered")],
        resetBy: [EventPattern("opportunity.stage-entered")],
        cancelledBy: [EventPattern("opportunity.won"), EventPattern("opportunity.lost")], allows: .days(5))

    static func stalls(
        _ trail: TestTrail, now: Timestamp, rule: DeadlineRule = rule, policy: SalesPolicy = .standard
    ) throws -> StallCases {
        try StallCases(try SalesTrail.cases(trail, now: now), rule: rule, of: policy) { id in
            trail.events.filter { $0.tags.contains(.opportunity(id)) }
        }
    }

    @Test(arguments: [(-1, "in-time"), (0, "in-time"), (1, "stalled")])
    func `An opportunity has stalled after more than what is allowed`(_ tick: Int64, _ phase: String) throws {
        var trail = TestTrail()
        try FunnelTests.create(&trail, "A")
        try FunnelTests.enter(&trail, "A", "lead", day: 2)
        let edge = time("2026-01-08T00:00:00Z")
        let found = try Self.stalls(trail, now: Timestamp(nanoseconds: edge.nanoseconds + tick))
        #expect(found.cases.map(\.phase.rawValue) == [phase] && found.cases.map(\.due) == [edge])
        #expect(found.report().total.map(\.percent) == (tick == 1 ? ["100.0", "100.0"] : ["0.0", "0.0"]))
    }

    @Test func `The rule is the one of the policy in force, and so is its version`() throws {
        let standard = try #require(SalesPolicy.standard.book.deadline("stage-stall"))
        var trail = TestTrail()
        try FunnelTests.create(&trail, "A")
        try FunnelTests.enter(&trail, "A", "lead", day: 0)
        let now = time("2026-01-05T00:00:00Z")
        #expect(try Self.stalls(trail, now: now, rule: standard).cases.map(\.phase) == [.inTime])
        var stricter = standard
        stricter.allows = .days(3)
        let report = try Self.stalls(trail, now: now, rule: stricter).report()
        #expect(report.total.map(\.stalled) == [1, 1] && report.allows == .days(3) && report.policy == "standard-2")
    }

    @Test func `An activity resets it when the policy says so, and working days are those of its calendar`() throws {
        var trail = TestTrail()
        try FunnelTests.create(&trail, "A")
        // Friday, 2 January.
        try FunnelTests.enter(&trail, "A", "lead", day: 1)
        try trail.append(VisitCompleted(visit: "V", account: "acme", opportunity: "A"), at: FunnelTests.day(4))
        let now = time("2026-01-08T12:00:00Z")
        #expect(try Self.stalls(trail, now: now).cases.map(\.phase) == [.stalled])
        var reset = Self.rule
        reset.resetBy?.append(EventPattern("visit.completed"))
        let found = try Self.stalls(trail, now: now, rule: reset)
        #expect(found.cases.map(\.phase) == [.inTime])
        let events = found.items(nil).flatMap(\.events).map(\.kind)
        #expect(events == ["opportunity.stage-entered", "visit.completed"])
        var working = Self.rule
        working.calendar = "weekdays"
        var policy = SalesPolicy.standard
        policy.rules?.calendars.append(RuleCalendar("weekdays", days: Array(Weekday.allCases.prefix(5))))
        #expect(try Self.stalls(trail, now: now, rule: working, policy: policy).cases.map(\.phase) == [.inTime])
    }

    @Test func `What is not known, or not running, is counted apart`() throws {
        var trail = TestTrail()
        try FunnelTests.create(&trail, "A")
        try FunnelTests.enter(&trail, "A", "lead", day: nil)
        try FunnelTests.create(&trail, "B")
        try FunnelTests.enter(&trail, "B", "lead", day: 0)
        try trail.append(OpportunityLost(opportunity: "B"), at: FunnelTests.day(1))
        try trail.append(OpportunityReopened(opportunity: "B", stage: "lead"), at: FunnelTests.day(2))
        try FunnelTests.create(&trail, "C")
        try FunnelTests.enter(&trail, "C", "lead", day: 0)
        let share = try #require(Self.stalls(trail, now: FunnelTests.now).report().total.first)
        #expect([share.inStage, share.stalled, share.notRunning, share.undated] == [1, 1, 1, 1])
        #expect(share.percent == "100.0")
    }

    @Test func `A rule that waits for evidence is refused`() throws {
        var rule = Self.rule
        rule.resetBy = [EventPattern("visit.completed", withEvidence: true)]
        let trail = try FunnelTests.four()
        #expect(throws: ReportError.self) { try Self.stalls(trail, now: FunnelTests.now, rule: rule) }
    }

    @Test(arguments: seeds)
    func `Every share opens to as many opportunities as it says`(_ seed: UInt64) throws {
        let trail = try SalesTrail.random(seed: seed)
        let cases = try Self.stalls(trail, now: time("2026-02-20T00:00:00Z"))
        let open = try SalesTrail.cases(trail, now: time("2026-02-20T00:00:00Z")).report().total
        for dimension in FunnelDimension.allCases {
            let report = cases.report(by: dimension)
            #expect(
                report.total.dropFirst().reduce(0) { $0 + $1.inStage + $1.notRunning + $1.undated }
                    == open.stages.reduce(0) { $0 + $1.inStage }, "seed \(seed)")
            for share in report.total {
                #expect(cases.items(.stalled, in: share.stage).count == share.stalled, "seed \(seed)")
            }
            for share in report.slices {
                func count(_ phase: StallCase.Phase) -> Int {
                    let items = cases.items(phase, in: share.stage, of: dimension, value: share.slice)
                    #expect(items.allSatisfy { !$0.events.isEmpty }, "seed \(seed)")
                    return items.count
                }
                #expect(count(.stalled) == share.stalled, "seed \(seed)")
                #expect(count(.stalled) + count(.inTime) == share.inStage, "seed \(seed)")
                #expect(count(.notRunning) == share.notRunning && count(.undated) == share.undated, "seed \(seed)")
            }
        }
    }
}
