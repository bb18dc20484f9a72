import DealtrailModel
import DealtrailSales

/// For how many days in a row the health of a customer meets a rule (`docs/features.md` row 115).
///
/// The health of a day is that at its end. Days between which nothing happens, grows too old or falls due differ by the time
/// since the last follow-up alone: where the curve of that never rises, neither does the score, and the day from which on it
/// meets is found by halving.
struct HealthStreak {
    private let edge: Edge
    private let limit: ScaledDecimal
    private let calendar: RuleCalendar
    private let health: HealthRules
    private let isFalling: Bool

    /// Prepares a rule; `nil` for one that compares with nothing.
    init?(_ rule: StreakRule, _ calendar: RuleCalendar, _ health: HealthRules) {
        guard let edge = rule.edge, let limit = rule.value else { return nil }
        self.edge = edge
        self.limit = limit
        self.calendar = calendar
        self.health = health
        isFalling = health.fallsWithTime
    }

    /// The days in a row on which it meets, up to the last that ended before `now`; `nil` when that one does not.
    ///
    /// - Throws: What the timeline throws.
    /// - Complexity: O(events of the customer × what is kept of him) where scores only fall while nothing happens, otherwise
    ///   O(days of the streak × what is kept of him).
    func days(until now: Timestamp, _ timeline: some CustomerTimeline) throws -> ClosedRange<Int>? {
        let last = calendar.date(of: now).dayNumber - 1
        var first: Int?
        try stretches(until: last, timeline) { known, days in
            guard let found = self.first(of: days, known) else { return false }
            first = found
            return found == days.lowerBound
        }
        return first.map { $0...last }
    }

    /// The score of each of these days, which are days of a streak.
    ///
    /// - Throws: What the timeline throws.
    /// - Complexity: O(days × what is kept of the customer).
    func observations(
        of days: ClosedRange<Int>, _ timeline: some CustomerTimeline
    ) throws -> [StreakRule.Observation] {
        var found: [StreakRule.Observation] = []
        try stretches(until: days.upperBound, timeline) { known, stretch in
            for day in stretch.clamped(to: days).reversed() {
                found.append(StreakRule.Observation(period: day, value: score(of: known, day)))
            }
            return stretch.lowerBound > days.lowerBound
        }
        return found.reversed()
    }

    /// The instant at which a day begins.
    func start(of day: Int) -> Timestamp { calendar.instant(of: CivilDate(dayNumber: day), nanoseconds: 0) }

    private func end(of day: Int) -> Timestamp { start(of: day + 1).advanced(by: .nanoseconds(-1)) }

    /// The first day that ends at an instant or after it.
    private func day(of instant: Timestamp) -> Int {
        var day = calendar.date(of: instant).dayNumber
        // Where clocks are turned over midnight, a date is no proof.
        while end(of: day) < instant { day += 1 }
        while end(of: day - 1) >= instant { day -= 1 }
        return day
    }

    /// What is known of a customer for some days.
    private struct Known {
        let state: CustomerHealth.State
        let signals: CustomerSignals.State?
    }

    private func score(of known: Known, _ day: Int) -> ScaledDecimal {
        HealthScore.score(of: known.state, signals: known.signals, at: end(of: day), health)
    }

    /// From which of these days on each meets, between which nothing happens; `nil` when the last does not.
    private func first(of days: ClosedRange<Int>, _ known: Known) -> Int? {
        func meets(_ day: Int) -> Bool { edge.holds(score(of: known, day), limit) }
        var first = days.upperBound
        guard meets(first) else { return nil }
        guard isFalling || known.state.followedUpBy == nil else {
            while first > days.lowerBound, meets(first - 1) { first -= 1 }
            return first
        }
        // Scores fall, so that the first day says it of all where it meets; else it lies between.
        if first == days.lowerBound || meets(days.lowerBound) { return days.lowerBound }
        var fails = days.lowerBound
        while first - fails > 1 {
            let middle = fails + (first - fails) / 2
            if meets(middle) { first = middle } else { fails = middle }
        }
        return first
    }

    /// Calls `body` with days at whose ends the same is known and the same counts, the latest first, until it says no.
    private func stretches(
        until last: Int, _ timeline: some CustomerTimeline, _ body: (Known, ClosedRange<Int>) -> Bool
    ) throws {
        let signals = health.needsSignals ? try timeline.signals() : nil
        // Where behaviours change: where one of them happens, grows too old or falls due.
        let turns = signals?.instants(over: Set((health.signals ?? []).map(\.trailingDays))).sorted() ?? []
        func isTrue(_ state: CustomerHealth.State, _ days: ClosedRange<Int>) -> Bool {
            let known = Known(state: state, signals: signals)
            return parts(of: days, state, turns).allSatisfy { body(known, $0) }
        }
        var last = last
        if let quiet = timeline.quietSince.map(day(of:)), quiet <= last {
            guard let state = try timeline.states(at: [end(of: last)])[0], isTrue(state, quiet...last)
            else { return }
            last = quiet - 1
        }
        var changed: [Int] = []
        for instant in try timeline.changes() {
            let day = day(of: instant)
            guard day <= last else { break }
            if changed.last != day { changed.append(day) }
        }
        // A streak may be short, and the states of a long past are many.
        var count = 1
        while !changed.isEmpty {
            let part = changed.suffix(count)
            changed.removeLast(part.count)
            for (day, state) in try zip(part, timeline.states(at: part.map(end(of:)))).reversed() {
                guard let state, isTrue(state, day...last) else { return }
                last = day - 1
            }
            count = min(count * 8, 64)
        }
    }

    /// Days, the latest first, cut where orders grow too old to count and behaviours change, whose instants ascend.
    private func parts(
        of days: ClosedRange<Int>, _ state: CustomerHealth.State, _ turns: [Int128]
    ) -> [ClosedRange<Int>] {
        guard days.count > 1 else { return [days] }
        let (from, to) = (end(of: days.lowerBound).nanoseconds, end(of: days.upperBound).nanoseconds)
        var cuts: Set<Int> = []
        for order in state.orders where order.amount.currency == health.currency {
            let aged = Int128(order.placedAt.nanoseconds) + Int128(health.trailingDays) * Int128(Distribution.day)
            if Int128(from) < aged, aged <= Int128(to) { cuts.insert(day(of: Timestamp(nanoseconds: Int64(aged)))) }
        }
        for turn in turns where Int128(from) < turn && turn <= Int128(to) {
            cuts.insert(day(of: Timestamp(nanoseconds: Int64(turn))))
        }
        var last = days.upperBound
        var parts: [ClosedRange<Int>] = []
        for cut in cuts.sorted(by: >) {
            parts.append(cut...last)
            last = cut - 1
        }
        return parts + [days.lowerBound...last]
    }
}

extension HealthRules {
    /// Whether no score rises while nothing happens, grows too old or falls due; `false` where the numbers are so large that
    /// reckoning with them may leave 64 bits.
    ///
    /// More days since the last follow-up are then worth the same or less, and each step from a worth to a score keeps the order.
    var fallsWithTime: Bool {
        let factors = [recency, revenue, satisfaction] + (signals ?? []).map(\.factor)
        let weights = [tierWeight] + factors.map(\.weight)
        let worths =
            [unknownTier] + tiers.map(\.score) + factors.map(\.unknown) + factors.flatMap { $0.curve.points.map(\.y) }
        let hundred: ScaledDecimal = 100
        guard weights.allSatisfy({ 0...1_000_000 ~= $0 }),
            worths.allSatisfy({ .zero <= $0 && $0 <= hundred && $0.scale <= 2 })
        else { return false }
        let points = recency.curve.points
        let million: ScaledDecimal = 1_000_000
        return points.allSatisfy { .zero <= $0.x && $0.x <= million && $0.x.scale <= 6 }
            && zip(points, points.dropFirst()).allSatisfy { $0.x <= $1.x && $0.y >= $1.y }
    }
}
