import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import Testing

@testable import DealtrailViews

/// Streaks of health against counting them day by day.
@Suite struct HealthStreakPropertyTests {
    /// A customer of whom each change is written down.
    private struct Past: CustomerTimeline {
        var known: [(at: Timestamp, state: CustomerHealth.State)] = []
        var quietSince: Timestamp?
        var behaviours: CustomerSignals.State?

        func changes() -> [Timestamp] { known.map(\.at) }

        func states(at instants: [Timestamp]) -> [CustomerHealth.State?] {
            instants.map { instant in known.last { $0.at <= instant }?.state }
        }

        func signals() -> CustomerSignals.State? { behaviours }
    }

    private let start = time("2026-01-01T00:00:00Z")
    private let day = 86_400 as Int64

    /// What happens to a customer, now at any time and now at the very end of a day or a tick beside it.
    private func past(_ calendar: RuleCalendar, _ random: inout SeededGenerator) -> Past {
        var instants: Set<Timestamp> = []
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let number = CivilDate(dayNumber: 20_454 + Int.random(in: 0..<200, using: &random))
            let edge = calendar.instant(of: number, nanoseconds: 0)
            instants.insert(edge.advanced(by: .nanoseconds(Int64.random(in: -2...1, using: &random))))
            instants.insert(start.advanced(by: .seconds(Int64.random(in: 0..<(200 * day), using: &random))))
        }
        var state = CustomerHealth.State(account: "acme")
        var past = Past()
        for (position, at) in instants.sorted().enumerated() {
            let mark = EventMark(
                position: UInt64(position), id: EventID(high: 1, low: UInt64(position)), occurredAt: at)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: state.tier = ["A", "B", "C", "D"].randomElement(using: &random)
            case 1: state.followedUpBy = mark
            case 2: state.satisfaction = Int.random(in: 0...100, using: &random)
            case 3: state.owner = "rep:lin"
            default:
                let amount = ScaledDecimal(mantissa: Int64.random(in: -100_000...90_000_000, using: &random), scale: 2)
                state.orders.append(
                    .init(
                        position: mark.position, id: mark.id, placedAt: at,
                        amount: Money(amount, Int.random(in: 0..<4, using: &random) == 0 ? .eur : .cny)))
            }
            past.known.append((at, state))
        }
        let letters: [CustomerSignals.Letter] = [
            .call, .visit, .opening, .feedback, .edit, .promise, .kept, .instalment, .ticket, .ticketAnswer,
        ]
        let behaviours = behaviours(letters, Int.random(in: 0...30, using: &random), calendar, &random)
        past.behaviours = behaviours
        if Bool.random(using: &random) {
            past.quietSince = [past.known.last?.at, behaviours.marks.last?.at].compactMap(\.self).max()
        }
        return past
    }

    private func policy(_ calendar: RuleCalendar, _ random: inout SeededGenerator) -> SalesPolicy {
        var policy = SalesPolicy.standard
        let edge = Edge.allCases.randomElement(using: &random) ?? .below
        let limit = ScaledDecimal(mantissa: Int64.random(in: 200...900, using: &random), scale: 1)
        var book = policy.book
        book.calendars.removeAll { $0.name == calendar.name }
        book.calendars.append(calendar)
        book.streaks = [
            StreakRule(
                "low", Int.random(in: 0...4, using: &random), of: .days, edge, limit, measures: .health,
                calendar: calendar.name, ladder: [EscalationRung(after: .hours(0), notify: ["rep"])])
        ]
        policy.rules = book
        policy.health.recency.weight = Int.random(in: 0...70, using: &random)
        policy.health.trailingDays = Int.random(in: 1...250, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            // Rising, falling and with a step: nothing can be left out.
            policy.health.recency.curve = PiecewiseLinear(
                [2, 5, 5, 40].map { .init($0, ScaledDecimal(mantissa: Int64.random(in: 0...100, using: &random))) })
        case 1:
            policy.health.recency.curve = PiecewiseLinear([.init(3, 90), .init(3, 40), .init(20, 40), .init(21, 0)])
        case 2: policy.health.tierWeight = 2_000_000
        case 3: policy.health.recency.unknown = "12.345"
        default: break
        }
        guard Bool.random(using: &random) else { return policy }
        policy.health.signals = HealthSignal.behaviours.compactMap { name in
            guard Int.random(in: 0..<4, using: &random) == 0 else { return nil }
            let worth = (0...2).map { _ in ScaledDecimal(mantissa: Int64.random(in: 0...100, using: &random)) }
            return .init(
                name, over: Int.random(in: 1...60, using: &random),
                .init(
                    weight: Int.random(in: 1...300, using: &random),
                    curve: PiecewiseLinear([.init(0, worth[0]), .init(3, worth[1])]), unknown: worth[2]))
        }
        return policy
    }

    /// A customer of whom little is known, and a policy under which one behaviour of his decides alone: its worth goes up and down
    /// with each event, so that no day on which it changes may be passed over.
    private func decided(
        _ calendar: RuleCalendar, _ random: inout SeededGenerator
    ) -> (past: Past, policy: SalesPolicy) {
        let (name, letters): (HealthSignal, [CustomerSignals.Letter]) =
            [
                (.calls, [.call]), (.brokenPromises, [.promise]), (.brokenPromises, [.promise, .putOff, .kept]),
                (.latePayments, [.instalment]), (.unansweredOpenings, [.opening, .feedback]),
                (.waitingTickets, [.ticket, .ticketAnswer]), (.answerTime, [.ticket, .ticketAnswer]),
            ].randomElement(using: &random) ?? (.calls, [.call])
        var past = Past()
        past.known = [(start, CustomerHealth.State(account: "acme"))]
        past.behaviours = behaviours(letters, Int.random(in: 1...6, using: &random), calendar, &random)
        if Bool.random(using: &random) { past.quietSince = max(start, past.behaviours?.marks.last?.at ?? start) }
        var policy = policy(calendar, &random)
        let curve = (0...4).map { x in
            PiecewiseLinear.Point(ScaledDecimal(mantissa: Int64(x)), Bool.random(using: &random) ? 100 : 0)
        }
        policy.health.signals = [
            .init(
                name, over: Int.random(in: 1...200, using: &random),
                .init(
                    weight: 100_000, curve: PiecewiseLinear(curve), unknown: Bool.random(using: &random) ? 100 : 0))
        ]
        policy.health.tierWeight = 20
        return (past, policy)
    }

    /// What happens at any time, or at the very end of a day or a tick beside it.
    private func behaviours(
        _ letters: [CustomerSignals.Letter], _ count: Int, _ calendar: RuleCalendar, _ random: inout SeededGenerator
    ) -> CustomerSignals.State {
        func moment() -> Timestamp {
            let at = start.advanced(by: .seconds(Int64.random(in: 0..<(250 * day), using: &random)))
            guard Bool.random(using: &random) else { return at }
            return calendar.instant(of: calendar.date(of: at), nanoseconds: 0)
                .advanced(by: .nanoseconds(Int64.random(in: -2...1, using: &random)))
        }
        var state = CustomerSignals.State(account: "acme")
        for number in 0..<count {
            state.marks.append(
                CustomerSignals.Mark(
                    letter: letters.randomElement(using: &random) ?? .call, position: UInt64(number),
                    id: EventID(high: 2, low: UInt64(number)), at: moment(),
                    subject: ["one", "two", "three", "four"].randomElement(using: &random),
                    number: moment().nanoseconds, amount: nil))
        }
        state.marks.sort { ($0.at, $0.position) < ($1.at, $1.position) }
        return state
    }

    private func calendar(_ random: inout SeededGenerator) -> RuleCalendar {
        let offsets = [0, 480, -300, 765].map { UTCOffset(minutes: $0) }
        let change = start.advanced(by: .seconds(Int64.random(in: 0..<(200 * day), using: &random)))
        return RuleCalendar(
            "clocks", offset: offsets.randomElement(using: &random) ?? offsets[0],
            changes: Bool.random(using: &random)
                ? [.init(at: change, offset: offsets.randomElement(using: &random) ?? offsets[0])] : nil)
    }

    /// Every day is scored, from the last that ended back to the first that does not meet.
    private func counted(
        _ rule: StreakRule, _ calendar: RuleCalendar, _ past: Past, _ now: Timestamp, _ policy: SalesPolicy
    ) throws -> [StreakRule.Observation] {
        let (edge, limit) = (try #require(rule.edge), try #require(rule.value))
        var run: [StreakRule.Observation] = []
        var day = calendar.date(of: now).dayNumber - 1
        while true {
            let end = calendar.instant(of: CivilDate(dayNumber: day + 1), nanoseconds: 0).advanced(by: .nanoseconds(-1))
            guard let state = past.states(at: [end])[0] else { break }
            let score = HealthScore(of: state, signals: past.behaviours, at: end, under: policy).score
            guard edge.holds(score, limit) else { break }
            run.append(StreakRule.Observation(period: day, value: score))
            day -= 1
        }
        return run.reversed()
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `A streak is the same as counted day by day, with every score that it names`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (open, long, partial) = (0, 0, 0)
        for round in 0..<300 {
            let calendar = calendar(&random)
            let (past, policy) =
                round.isMultiple(of: 2)
                ? (past(calendar, &random), policy(calendar, &random)) : decided(calendar, &random)
            let now = start.advanced(by: .seconds(Int64.random(in: (50 * day)..<(260 * day), using: &random)))
            let rule = try #require(policy.book.streaks.first)
            let run = try counted(rule, calendar, past, now, policy)
            let rules = AlertRules(policy)
            let alerts = try rules.streakAlerts(of: "acme", owner: "rep:lin", at: now, past)
            let outlines = try rules.streakOutlines(of: "acme", owner: "rep:lin", at: now, past)
            let place = Comment("seed \(seed), round \(round)")
            #expect(outlines == alerts.map { AlertOutline($0) }, place)
            let streak = rule.streak(run, version: policy.version)
            guard streak.value.isReached, let first = run.first else {
                #expect(alerts.isEmpty, place)
                continue
            }
            let due = calendar.instant(of: CivilDate(dayNumber: first.period + max(1, rule.length)), nanoseconds: 0)
            #expect(alerts.map(\.due) == [due], place)
            #expect(alerts.map(\.why) == [streak.why], place)
            open += 1
            if run.count > 30 { long += 1 }
            if let begun = past.known.first?.at, calendar.date(of: begun).dayNumber < first.period { partial += 1 }
        }
        #expect(open > 20 && long > 5 && partial > 5, "seed \(seed): \(open) open, \(long) long, \(partial) of a part")
    }
}
