import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import DealtrailViews
import Testing

@Suite struct CustomerHealthTests {
    static let policy = SalesPolicy.standard
    static let now = time("2026-06-30T00:00:00Z")

    static func state(_ trail: TestTrail, _ account: String = "acme", effective: Timestamp? = nil) throws
        -> CustomerHealth.State
    {
        let key = "account:\(account)"
        return try trail.states(of: CustomerHealth.self, effective: effective)[key] ?? CustomerHealth.initial(key: key)
    }

    static func score(_ trail: TestTrail, at time: Timestamp = now) throws -> HealthScore {
        HealthScore(of: try state(trail), at: time, under: policy)
    }

    /// The worked example of docs/health.md.
    static func example() throws -> TestTrail {
        var trail = TestTrail()
        try trail.append(AccountCreated(account: "acme", owner: "rep:lin", tier: "B"), at: .at("2025-01-10T09:00:00Z"))
        try trail.append(
            OrderPlaced(order: "O-1", account: "acme", amount: .cny("120000.00")), at: .at("2025-06-01T00:00:00Z"))
        try trail.append(
            OrderPlaced(order: "O-2", account: "acme", amount: .cny("200000.00")), at: .at("2025-09-15T00:00:00Z"))
        try trail.append(
            SatisfactionRecorded(account: "acme", score: 85, source: "survey"), at: .at("2026-03-01T00:00:00Z"))
        try trail.append(VisitCheckedIn(visit: "V-1", account: "acme"), at: .at("2026-06-20T00:00:00Z"))
        return trail
    }

    @Test func `The worked example of the documentation`() throws {
        let score = try Self.score(Self.example())
        #expect(score.factors.map(\.name) == [.tier, .recency, .revenue, .satisfaction])
        #expect(score.factors.map(\.value) == [70, "73.48", "53.33", 85])
        #expect(score.factors.map(\.contribution) == ["14.00", "22.04", "16.00", "17.00"])
        #expect(score.score.description == "69.0" && score.band == .watch)
        #expect(score.factors.map(\.movedBy?.position) == [0, 4, 2, 3])
        #expect(score[.revenue]?.measured == 200_000 && score[.recency]?.measured == 10)
    }

    @Test func `An account of which nothing is known has what the rules give the unknown`() throws {
        let score = try Self.score(TestTrail())
        #expect(score.factors.map(\.value) == [40, 0, 0, 50])
        #expect(score.score == 18 && score.band == .intervene && score.factors.allSatisfy { $0.movedBy == nil })
    }

    @Test(arguments: [(-1, "1.999999"), (0, "2.000000"), (1, "2.000000")])
    func `Recency is rounded down, so that an edge is not reached too early`(_ tick: Int, _ days: String) throws {
        var trail = TestTrail()
        try trail.append(VisitCompleted(visit: "V", account: "acme"), at: .at("2026-06-28T00:00:00Z"))
        let at = Timestamp(nanoseconds: Self.now.nanoseconds + Int64(tick))
        #expect(try Self.score(trail, at: at)[.recency]?.measured?.description == days)
    }

    @Test(arguments: [(-1, 0), (0, 0), (1, 500_000)])
    func `An order counts for exactly the trailing days`(_ tick: Int, _ revenue: Int64) throws {
        var trail = TestTrail()
        let placed = Timestamp(nanoseconds: time("2025-06-30T00:00:00Z").nanoseconds + Int64(tick))
        try trail.append(OrderPlaced(order: "O", account: "acme", amount: .cny(500_000)), at: .at(placed))
        #expect(try Self.score(trail)[.revenue]?.measured == ScaledDecimal(mantissa: revenue))
    }

    @Test func `An order at the time itself counts, one a tick later does not`() throws {
        var trail = TestTrail()
        try trail.append(OrderPlaced(order: "O", account: "acme", amount: .cny(7)), at: .at(Self.now))
        #expect(try Self.score(trail)[.revenue]?.measured == 7)
        let before = Timestamp(nanoseconds: Self.now.nanoseconds - 1)
        #expect(try Self.score(trail, at: before)[.revenue]?.measured == nil)
    }

    @Test func `Undated and foreign orders do not count as zero`() throws {
        var trail = TestTrail()
        try trail.append(OrderPlaced(order: "O-1", account: "acme", amount: .cny(7)), at: .unknown)
        try trail.append(OrderPlaced(order: "O-2", account: "acme"), at: .at("2026-06-01T00:00:00Z"))
        try trail.append(OrderPlaced(order: "O-3", account: "acme", amount: .usd(7)), at: .at("2026-06-01T00:00:00Z"))
        let state = try Self.state(trail)
        #expect(state.undatedOrders == 2 && state.orders.count == 1)
        #expect(try Self.score(trail)[.revenue]?.measured == nil)
    }

    @Test func `A visit that was typed in late counts from when it happened`() throws {
        var trail = TestTrail()
        try trail.append(VisitCheckedIn(visit: "V-2", account: "acme"), at: .at("2026-06-20T00:00:00Z"))
        try trail.append(VisitCheckedIn(visit: "V-1", account: "acme"), at: .at("2026-06-10T00:00:00Z"))
        try trail.append(VisitCheckedIn(visit: "V-0", account: "acme"), at: .unknown)
        let state = try Self.state(trail)
        #expect(state.followedUpBy?.position == 0 && state.undatedFollowUps == 1)
    }

    @Test func `Calls and meetings are follow-up, and what only concerns a lead is nobody's`() throws {
        var trail = TestTrail()
        try trail.append(VisitCompleted(visit: "V", account: "acme"), at: .at("2026-06-01T00:00:00Z"))
        try trail.append(CallConnected(call: "CL", account: "acme"), at: .at("2026-06-10T00:00:00Z"))
        #expect(try Self.score(trail)[.recency]?.measured == 20)
        try trail.append(MeetingHeld(meeting: "M", account: "acme"), at: .at("2026-06-20T00:00:00Z"))
        #expect(try Self.score(trail)[.recency]?.measured == 10)
        try trail.append(MeetingHeld(meeting: "M-2", lead: "L"), at: .at("2026-06-29T00:00:00Z"))
        try trail.append(
            TechnicalExchangeHeld(meeting: "M-3", account: "acme"), at: .at("2026-06-29T00:00:00Z"))
        #expect(try Self.score(trail)[.recency]?.movedBy?.position == 2)
        // The policy means the same events.
        let followUp = Self.policy.book.meanings.first { $0.name == "follow-up" }?.events.map(\.name)
        #expect(followUp == ["visit.checked-in", "visit.completed", "call.connected", "meeting.held"])
    }

    @Test func `An account in the pool is nobody's until somebody claims it`() throws {
        var trail = TestTrail()
        try trail.append(AccountCreated(account: "acme", owner: "rep:lin"), at: .at("2026-01-01T00:00:00Z"))
        try trail.append(AccountReleased(account: "acme", owner: "rep:lin"), at: .at("2026-02-01T00:00:00Z"))
        #expect(try Self.state(trail).owner == nil)
        try trail.append(AccountClaimed(account: "acme", owner: "rep:chen"), at: .at("2026-03-01T00:00:00Z"))
        #expect(try Self.state(trail).owner == "rep:chen")
    }

    @Test func `An order is not counted for the parent`() throws {
        var trail = TestTrail()
        try trail.append(AccountCreated(account: "acme", owner: "rep:lin", tier: "A", parent: "group"))
        #expect(try Self.state(trail).tier == "A")
        #expect(try Self.state(trail, "group").tier == nil && Self.state(trail, "group").owner == nil)
    }

    @Test func `Merged accounts count as one until they are split`() throws {
        var trail = try Self.example()
        try trail.append(
            OrderPlaced(order: "O-3", account: "acme-2", amount: .cny(300_000)), at: .at("2026-05-01T00:00:00Z"))
        try trail.append(AccountsMerged(account: "acme", absorbed: "acme-2"))
        let stamp = AnswerStamp(position: trail.last, time: Self.now)
        let merged = HealthReport(
            try trail.states(of: CustomerHealth.self).values, under: Self.policy, stamp: stamp)
        #expect(merged.scores.map(\.account) == ["acme"])
        #expect(merged.scores.first?[.revenue]?.measured == 500_000)
        try trail.append(AccountsSplit(account: "acme", restored: "acme-2"))
        let split = HealthReport(try trail.states(of: CustomerHealth.self).values, under: Self.policy, stamp: stamp)
        #expect(split.scores.map(\.account) == ["acme-2", "acme"])
    }

    @Test func `Accounts that absorb each other count once`() throws {
        var trail = TestTrail()
        try trail.append(AccountsMerged(account: "b", absorbed: "a"))
        try trail.append(AccountsMerged(account: "a", absorbed: "b"))
        let states = try trail.states(of: CustomerHealth.self)
        #expect(CustomerHealth.customers(states.values).map(\.account) == ["a"])
    }

    @Test func `A fall names the events that led to it`() throws {
        let trail = try Self.example()
        let (from, to) = (time("2026-05-31T00:00:00Z"), Self.now.advanced(by: .seconds(30 * 86_400)))
        let before = try trail.states(of: CustomerHealth.self, effective: from)
        let after = try trail.states(of: CustomerHealth.self, effective: to)
        let report = HealthChangeReport(
            before.values, from: AnswerStamp(position: 4, axis: .effective, time: from), after.values,
            to: AnswerStamp(position: 4, axis: .effective, time: to), under: Self.policy, least: "-100")
        let change = try #require(report.fallen.first)
        #expect(change.factors.map(\.name) == HealthSignal.fields)
        #expect(change.factors[0].reasons.isEmpty && change.factors[3].reasons.isEmpty)
        #expect(change.factors[1].reasons.map(\.kind) == [.event])
        #expect(change.factors[2].reasons.map(\.kind) == [.orderAged])
        #expect(change.factors[2].reasons.first?.event?.position == 1)
        let sum = change.after.score.subtracting(change.before.score)
        #expect(change.difference == sum)
    }

    @Test func `Time that passes is a reason of its own`() throws {
        let state = try Self.state(Self.example())
        let later = Self.now.advanced(by: .seconds(5 * 86_400))
        let change = HealthChange(state, at: Self.now, state, at: later, under: Self.policy)
        #expect(change.difference < .zero)
        #expect(change.factors[1].reasons.map(\.kind) == [.timePassed])
        #expect(change.factors[1].reasons.first?.event?.position == 4)
    }

    @Test(arguments: seeds)
    func `The order of recording makes no difference to the score`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            var facts: [(any Event, OccurredAt)] = []
            for index in 0..<25 {
                let at = OccurredAt.at(
                    time("2025-06-01T00:00:00Z").advanced(by: .seconds(Int.random(in: 0..<34_000_000, using: &random))))
                switch Int.random(in: 0..<4, using: &random) {
                case 0: facts.append((VisitCheckedIn(visit: VisitID("V-\(index)"), account: "acme"), at))
                case 1: facts.append((SatisfactionRecorded(account: "acme", score: index), at))
                case 2: facts.append((AccountTiered(account: "acme", tier: index.isMultiple(of: 2) ? "A" : "C"), at))
                default:
                    let amount = Money.cny(ScaledDecimal(mantissa: Int64(index) * 7_919, scale: 2))
                    facts.append((OrderPlaced(order: OrderID("O-\(index)"), account: "acme", amount: amount), at))
                }
            }
            var scores: Set<[ScaledDecimal]> = []
            for _ in 0..<3 {
                var trail = TestTrail()
                for (event, at) in facts.shuffled(using: &random) { try trail.append(event, at: at) }
                let score = try Self.score(trail)
                scores.insert(score.factors.map(\.value) + [score.score])
            }
            #expect(scores.count == 1, "seed \(seed)")
        }
    }
}
