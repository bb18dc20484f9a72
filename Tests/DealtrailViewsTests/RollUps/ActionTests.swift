import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import Testing

@testable import DealtrailViews

@Suite struct ActionTests {
    static func report(_ trail: TestTrail, _ definition: ActionDefinition = .standard) throws -> ActionReport {
        var tally = ActionTally(definition)
        try trail.scan { try tally.add($0) }
        return tally.report(FunnelTests.stamp)
    }

    static func count(_ trail: TestTrail, _ selector: ActionSelector, _ definition: ActionDefinition) throws -> Int {
        var count = 0
        try trail.scan { if selector.counts(try ActionCase($0, definition)) { count += 1 } }
        return count
    }

    private static let visit = VisitCompleted(visit: "V", account: "acme")

    /// Tuesday, 6 January 2026.
    @Test(arguments: [
        ("2026-01-06T14:59:59.999999999+08:00", 2, 14), ("2026-01-06T15:00:00+08:00", 2, 15),
        ("2026-01-06T00:00:00+08:00", 2, 0), ("2026-01-05T23:59:59+08:00", 1, 23),
        // The same instant is Sunday evening elsewhere: the clock is the author's.
        ("2026-01-05T04:30:00+08:00", 1, 4), ("2026-01-04T20:30:00Z", 7, 20), ("1969-12-31T23:30:00-05:30", 3, 23),
    ])
    func `The hour is that of the author's clock`(_ text: String, _ weekday: Int, _ hour: Int) throws {
        var trail = TestTrail()
        try trail.append(Self.visit, by: "rep:lin", at: .at(text))
        let report = try Self.report(trail)
        #expect(report.total.hours[weekday - 1][hour] == 1 && report.total.actions == 1)
        #expect(report.roles.map(\.role) == ["rep"])
    }

    @Test func `Or that of one place`() throws {
        var trail = TestTrail()
        try trail.append(Self.visit, at: .at("2026-01-04T20:30:00Z"))
        let report = try Self.report(trail, ActionDefinition(clock: .offset(UTCOffset(minutes: 480))))
        #expect(report.total.hours[0][4] == 1)
    }

    @Test func `An action is what a person did, once for each command`() throws {
        var trail = TestTrail()
        let at = OccurredAt.at("2026-01-06T10:00:00+08:00")
        try trail.append(
            ApprovalStepDecided(
                approval: "A-1", quote: "Q-1", step: 0, role: "regional-manager", decision: .approved),
            ApprovalGranted(approval: "A-1", quote: "Q-1"), by: "manager:sun", at: at)
        try trail.append(Self.visit, by: Author("rule:reprice", kind: .automation), at: at)
        try trail.append(Self.visit, by: Author("erp", kind: .service), at: at)
        try trail.append(Self.visit, by: Author("user_1", kind: .claimed), at: at)
        try trail.append(Self.visit, by: Author(":x"), at: .unknown)
        try trail.append(
            CommandRefused(Refusal("price.band", "too low"), of: "quote.send", subject: "quote:Q-17", tags: []), at: at)
        let report = try Self.report(trail)
        #expect(report.roles.map(\.role) == ["manager", nil] && report.roles.map(\.actions) == [1, 1])
        #expect(report.automatic == 2 && report.total.undated == 1 && report.roles.last?.undated == 1)
        let refused = try Self.report(trail, ActionDefinition(kinds: [CommandRefused.kind]))
        #expect(refused.total.actions == 1 && refused.automatic == 0)
    }

    @Test(arguments: [(-1, 0, 1), (0, 1, 0), (1, 1, 0)])
    func `A period has its beginning and not its end`(_ tick: Int64, _ from: Int, _ until: Int) throws {
        var trail = TestTrail()
        let edge = time("2026-01-06T00:00:00Z")
        try trail.append(Self.visit, at: .at(Timestamp(nanoseconds: edge.nanoseconds + tick)))
        try trail.append(Self.visit, at: .unknown)
        #expect(try Self.report(trail, ActionDefinition(from: edge)).total.actions == from)
        let before = try Self.report(trail, ActionDefinition(until: edge)).total
        #expect(before.actions == until && before.undated == 0)
    }

    @Test(arguments: seeds)
    func `Every cell opens to as many actions as it says`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var trail = TestTrail()
        let authors = ["rep:a", "rep:b", "manager:c", "nobody"]
        for _ in 0..<300 {
            let offset = Int16.random(in: -720...720, using: &random)
            let instant = FunnelTests.now.advanced(by: .seconds(Int64.random(in: -900_000...900_000, using: &random)))
            let isKnown = Int.random(in: 0..<10, using: &random) > 0
            try trail.append(
                Self.visit, by: Author(ActorID(authors.randomElement(using: &random) ?? "")),
                at: isKnown ? .at(ZonedTime(instant, offsetMinutes: offset)) : .unknown)
        }
        for definition in [.standard, ActionDefinition(clock: .offset(UTCOffset(minutes: 60)))] {
            let report = try Self.report(trail, definition)
            #expect(report.total.actions + report.total.undated == 300, "seed \(seed)")
            for grid in report.roles {
                let role = ActionSelector.Role.named(grid.role)
                #expect(try Self.count(trail, ActionSelector(role: role), definition) == grid.actions, "seed \(seed)")
                #expect(
                    try Self.count(trail, ActionSelector(role: role, isUndated: true), definition) == grid.undated,
                    "seed \(seed)")
                for (day, hours) in grid.hours.enumerated() {
                    for (hour, number) in hours.enumerated() where number > 0 || hour == 12 {
                        let selector = ActionSelector(role: role, weekday: day + 1, hour: hour)
                        #expect(try Self.count(trail, selector, definition) == number, "seed \(seed) \(day) \(hour)")
                    }
                }
            }
            for day in 0..<7 {
                for hour in 0..<24 {
                    let sum = report.roles.reduce(0) { $0 + $1.hours[day][hour] }
                    #expect(sum == report.total.hours[day][hour], "seed \(seed)")
                }
            }
        }
    }
}
