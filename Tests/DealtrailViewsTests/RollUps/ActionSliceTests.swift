import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import Testing

@testable import DealtrailViews

@Suite struct ActionSliceTests {
    private static let at = OccurredAt.at("2026-01-06T10:00:00+08:00")

    private static func cut(_ trail: TestTrail, _ by: FunnelDimension) throws -> ActionCut {
        ActionCut(
            by: by,
            classes: SalesClasses(
                try trail.pairs(of: SalesDirectory.self), merged: try MergedAccounts(events: trail.events)),
            opportunities: try trail.states(of: Funnel.self).values)
    }

    private static func report(
        _ trail: TestTrail, _ by: FunnelDimension, _ definition: ActionDefinition = .standard
    ) throws -> ActionReport {
        var tally = ActionTally(definition, by: try cut(trail, by))
        try trail.scan { try tally.add($0) }
        return tally.report(FunnelTests.stamp)
    }

    private static func names(
        _ trail: TestTrail, _ by: FunnelDimension, _ definition: ActionDefinition = .standard
    ) throws -> [String?] {
        try report(trail, by, definition).slices.map(\.slice)
    }

    private static let visits = ActionDefinition(kinds: [VisitCompleted.kind])

    /// Two accounts, an opportunity of the first, and representatives with an assignment.
    private static func trail() throws -> TestTrail {
        var trail = TestTrail()
        try trail.append(
            AccountCreated(account: "acme", tier: "A", industry: "retail", region: "east"), by: "ops:chen", at: at)
        try trail.append(AccountCreated(account: "beta"), by: "ops:chen", at: at)
        try trail.append(
            RepresentativeAssigned(representative: "rep:lin", team: "hunters", region: "north"), by: "ops:chen", at: at)
        try trail.append(
            OpportunityCreated(
                opportunity: "O-1", pipeline: "standard", pipelineVersion: 1, stages: FunnelTests.stages,
                account: "acme", owner: "rep:lin", product: "pump"), by: "ops:chen", at: at)
        return trail
    }

    @Test func `Who acted, and what his customer is, are told from the event`() throws {
        var trail = try Self.trail()
        try trail.append(VisitCompleted(visit: "V-1", account: "acme"), by: "rep:lin", at: Self.at)
        try trail.append(VisitCompleted(visit: "V-2", account: "beta"), by: "manager:wu", at: Self.at)
        #expect(try Self.names(trail, .rep, Self.visits) == ["manager:wu", "rep:lin"])
        #expect(try Self.names(trail, .account, Self.visits) == ["acme", "beta"])
        #expect(try Self.names(trail, .industry, Self.visits) == ["retail", nil])
        #expect(try Self.names(trail, .tier, Self.visits) == ["A", nil])
        #expect(try Self.names(trail, .team, Self.visits) == ["hunters", nil])
        // The region of the customer goes before that of whoever acted; Beta has none, and no assignment is known of Wu.
        #expect(try Self.names(trail, .region, Self.visits) == ["east", nil])
        try trail.append(VisitCompleted(visit: "V-3", account: "beta"), by: "rep:lin", at: Self.at)
        #expect(try Self.names(trail, .region, Self.visits) == ["east", "north", nil])
    }

    @Test func `What the event does not say is that of its opportunity`() throws {
        var trail = try Self.trail()
        try trail.append(
            VisitCompleted(visit: "V-1", account: "beta", opportunity: "O-1"), by: "rep:lin", at: Self.at)
        try trail.append(
            MaterialUsed(material: "deck", version: "1", opportunity: "O-1"), by: "rep:lin",
            at: Self.at)
        #expect(try Self.names(trail, .product, Self.visits) == ["pump"])
        // Beta is named, and so is not replaced by the customer of the opportunity.
        #expect(try Self.names(trail, .account, Self.visits) == ["beta"])
        let used = ActionDefinition(kinds: [MaterialUsed.kind])
        #expect(try Self.names(trail, .account, used) == ["acme"])
        #expect(try Self.names(trail, .industry, used) == ["retail"])
    }

    @Test func `An action counts in the slice of each product that it names, and once in all`() throws {
        var trail = try Self.trail()
        try trail.append(
            QuoteDiscountApplied(
                quote: "Q-1", percent: "2",
                lines: ["pump", "valve"].enumerated().map { index, product in
                    LinePriceChange(
                        line: LineID("L-\(index)"), product: ProductID(product), old: .cny(10), new: .cny(9))
                }, reason: "volume"), by: "rep:lin", at: Self.at)
        let report = try Self.report(trail, .product, ActionDefinition(kinds: [QuoteDiscountApplied.kind]))
        #expect(report.slices.map(\.slice) == ["pump", "valve"])
        #expect(report.slices.map(\.total.actions) == [1, 1] && report.total.actions == 1)
    }

    @Test func `Merged accounts are one customer, also where a slice is named by another of them`() throws {
        var trail = try Self.trail()
        try trail.append(VisitCompleted(visit: "V-1", account: "beta"), by: "rep:lin", at: Self.at)
        try trail.append(AccountsMerged(account: "acme", absorbed: "beta"), by: "ops:chen", at: Self.at)
        let cut = try Self.cut(trail, .account)
        #expect(try Self.names(trail, .account, Self.visits) == ["acme"])
        #expect(try Self.names(trail, .industry, Self.visits) == ["retail"])
        var held: [String: Int] = [:]
        try trail.scan { event in
            guard try event.kind == VisitCompleted.kind else { return }
            for name in ["acme", "beta", "gamma"] where try cut.holds(event, value: name, Self.visits) {
                held[name, default: 0] += 1
            }
        }
        #expect(held == ["acme": 1, "beta": 1])
    }

    /// Sunday evening in UTC is Monday, and another week and month, at the author's clock.
    @Test(arguments: [
        (ActionDefinition.Clock.entered, "2026-W06", "2026-02"),
        (.offset(UTCOffset(minutes: 0)), "2026-W05", "2026-02"),
        (.offset(UTCOffset(minutes: -1439)), "2026-W05", "2026-01"),
    ])
    func `Weeks and months are those of the clock of the definition`(
        _ clock: ActionDefinition.Clock, _ week: String, _ month: String
    ) throws {
        var trail = TestTrail()
        try trail.append(
            VisitCompleted(visit: "V", account: "acme"), at: .at("2026-02-02T00:30:00+08:00"))
        try trail.append(VisitCompleted(visit: "V-2", account: "acme"), at: .unknown)
        let definition = ActionDefinition(clock: clock)
        #expect(try Self.names(trail, .week, definition) == [week, nil])
        #expect(try Self.names(trail, .month, definition) == [month, nil])
        #expect(try Self.report(trail, .week, definition).slices.last?.total.undated == 1)
    }

    @Test(arguments: seeds)
    func `Every cell of every slice opens to as many actions, and the slices make the whole`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var trail = try Self.trail()
        let authors: [ActorID] = ["rep:lin", "rep:zhao", "manager:wu", "nobody"]
        for index in 0..<60 {
            let instant = FunnelTests.now.advanced(by: .seconds(Int64.random(in: -9_000_000...0, using: &random)))
            let isKnown = Int.random(in: 0..<10, using: &random) > 0
            try trail.append(
                VisitCompleted(
                    visit: VisitID("V-\(index)"), account: Bool.random(using: &random) ? "acme" : "beta",
                    opportunity: Bool.random(using: &random) ? "O-1" : nil),
                by: Author(authors.randomElement(using: &random) ?? ""), at: isKnown ? .at(instant) : .unknown)
        }
        for dimension in FunnelDimension.allCases {
            let cut = try Self.cut(trail, dimension)
            let report = try Self.report(trail, dimension)
            for slice in report.slices {
                for grid in [slice.total] + slice.roles {
                    let role = grid == slice.total ? ActionSelector.Role.any : .named(grid.role)
                    var opened = (hours: [Int](repeating: 0, count: 168), undated: 0)
                    try trail.scan { event in
                        guard try cut.holds(event, value: slice.slice, .standard) else { return }
                        let action = try ActionCase(event, .standard)
                        if ActionSelector(role: role, isUndated: true).counts(action) { opened.undated += 1 }
                        if case .done(let hour) = action, ActionSelector(role: role).counts(action) {
                            opened.hours[(hour.weekday - 1) * 24 + hour.hour] += 1
                        }
                    }
                    #expect(
                        opened.hours == Array(grid.hours.joined()), "seed \(seed) \(dimension) \(slice.slice ?? "-")")
                    #expect(opened.undated == grid.undated, "seed \(seed) \(dimension)")
                }
            }
            #expect(
                report.slices.reduce(0) { $0 + $1.total.actions } == report.total.actions, "seed \(seed) \(dimension)")
        }
    }
}
