import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

@Suite struct DimensionTests {
    private static func created(
        _ trail: inout TestTrail, _ id: OpportunityID, account: AccountID?, owner: ActorID?, at: OccurredAt
    ) throws {
        try trail.append(
            OpportunityCreated(
                opportunity: id, pipeline: "standard", pipelineVersion: 1, stages: FunnelTests.stages, account: account,
                owner: owner), at: at)
    }

    private static func names(_ trail: TestTrail, _ by: FunnelDimension, effective: Timestamp? = nil) throws -> [String?] {
        try SalesTrail.cases(trail, effective: effective).report(by: by).slices.map(\.name)
    }

    @Test func `Industry, tier and region are those of the customer, at the point of the report`() throws {
        var trail = TestTrail()
        try trail.append(
            AccountCreated(account: "acme", tier: "B", industry: "retail", region: "east"), at: FunnelTests.day(0))
        try Self.created(&trail, "A", account: "acme", owner: nil, at: FunnelTests.day(1))
        try Self.created(&trail, "B", account: nil, owner: nil, at: FunnelTests.day(1))
        try trail.append(AccountTiered(account: "acme", tier: "A", previous: "B"), at: FunnelTests.day(10))
        #expect(try Self.names(trail, .industry) == ["retail", nil])
        #expect(try Self.names(trail, .region) == ["east", nil])
        #expect(try Self.names(trail, .tier) == ["A", nil])
        #expect(try Self.names(trail, .tier, effective: time("2026-01-10T23:59:59Z")) == ["B", nil])
        #expect(try Self.names(trail, .tier, effective: time("2026-01-11T00:00:00Z")) == ["A", nil])
    }

    @Test func `A merged account is classed as the one that stands for it, or else as itself`() throws {
        var trail = TestTrail()
        try trail.append(AccountCreated(account: "acme", industry: "retail"), at: FunnelTests.day(0))
        try trail.append(AccountCreated(account: "acme-2", industry: "school", region: "west"), at: FunnelTests.day(0))
        try Self.created(&trail, "A", account: "acme-2", owner: nil, at: FunnelTests.day(1))
        #expect(try Self.names(trail, .industry) == ["school"])
        try trail.append(AccountsMerged(account: "acme", absorbed: "acme-2"), at: FunnelTests.day(2))
        #expect(try Self.names(trail, .industry) == ["retail"])
        #expect(try Self.names(trail, .region) == ["west"])
        #expect(try Self.names(trail, .industry, effective: time("2026-01-02T12:00:00Z")) == ["school"])
    }

    @Test func `The team is that of the owner's assignment, and of the tags before it`() throws {
        var trail = TestTrail()
        try trail.append(
            RepresentativeAssigned(representative: "rep:lin", team: "hunters", region: "north"), at: FunnelTests.day(0))
        try Self.created(&trail, "A", account: nil, owner: "rep:lin", at: FunnelTests.day(1))
        #expect(try Self.names(trail, .team) == ["hunters"])
        #expect(try Self.names(trail, .region) == ["north"])
        try trail.append(
            RepresentativeAssigned(representative: "rep:lin", region: "north", previous: "hunters"),
            at: FunnelTests.day(5))
        #expect(try Self.names(trail, .team) == [nil])
        #expect(try Self.names(trail, .team, effective: time("2026-01-05T23:59:59Z")) == ["hunters"])
    }

    /// At +08:00 it is Monday, and another week and month, when it is still Sunday in UTC.
    @Test(arguments: [
        (Int16(0), "2026-W53", "2027-01"), (480, "2027-W01", "2027-01"), (-1439, "2026-W53", "2027-01"),
    ])
    func `Weeks are those of ISO 8601 at the offset of the definition`(
        _ offset: Int16, _ week: String, _ month: String
    ) throws {
        var trail = TestTrail()
        try Self.created(&trail, "A", account: nil, owner: nil, at: .at("2027-01-03T17:00:00Z"))
        let definition = FunnelDefinition(name: "offset", version: 1, offsetMinutes: offset)
        let cases = try SalesTrail.cases(trail, definition)
        #expect(cases.report(by: .week).slices.map(\.name) == [week])
        #expect(cases.report(by: .month).slices.map(\.name) == [month])
        #expect(cases.cases(in: .all, of: .week, value: week) == ["A"])
    }
}
