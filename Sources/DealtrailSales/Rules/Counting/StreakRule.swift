public import DealtrailModel

/// So many times in a row (`docs/features.md` rows 74, 115, 120, 139, 149 and 158, contradiction 12).
public struct StreakRule: Codable, Hashable, Sendable {
    /// What follows one another.
    public enum Unit: String, Codable, Hashable, Sendable, CaseIterable {
        /// One event after another.
        case events
        /// Days.
        case days
        /// Weeks that begin on Monday.
        case weeks
        /// Months.
        case months
        /// Quarters.
        case quarters

        /// The number of the period that a day lies in: one that follows is one higher, and for events it is the day.
        public func period(of day: CivilDate) -> Int {
            let (year, month, _) = day.components
            switch self {
            case .events, .days: return day.dayNumber
            // 1970-01-01 was a Thursday.
            case .weeks: return (day.dayNumber + 3) >= 0 ? (day.dayNumber + 3) / 7 : (day.dayNumber - 3) / 7
            case .months: return year * 12 + month - 1
            case .quarters: return year * 4 + (month - 1) / 3
            }
        }
    }

    /// What a period without an observation does to a streak.
    public enum Gap: String, Codable, Hashable, Sendable, CaseIterable {
        /// It ends the streak.
        case breaks
        /// It is passed over.
        case ignored
    }

    /// A figure that a streak may follow by itself.
    public enum Figure: String, Codable, Hashable, Sendable, CaseIterable {
        /// The health of a customer at the end of each day.
        case health
    }

    /// What was seen in a period.
    public struct Observation: Hashable, Sendable {
        /// The number of the period (``Unit/period(of:)``), or for events a running number.
        public let period: Int
        /// What was measured; `nil` where the observation itself meets or does not.
        public let value: ScaledDecimal?
        /// Whether it meets, where nothing is measured.
        public let meets: Bool
        /// The event.
        public let event: EventID?

        /// Something measured.
        public init(period: Int, value: ScaledDecimal, event: EventID? = nil) {
            self.period = period
            self.value = value
            meets = false
            self.event = event
        }

        /// Something that meets or does not.
        public init(period: Int, meets: Bool, event: EventID? = nil) {
            self.period = period
            value = nil
            self.meets = meets
            self.event = event
        }
    }

    /// How a streak stands.
    public struct Streak: Hashable, Sendable {
        /// How many periods in a row met, up to the last observation.
        public let length: Int
        /// Whether that is enough.
        public let isReached: Bool
        /// The observations of the streak, in order.
        public let observations: [Observation]
    }

    /// The rule.
    public var name: RuleName
    /// How many are enough, inclusive.
    public var length: Int
    /// What follows one another.
    public var of: Unit
    /// Which side of ``value`` meets; `nil` where the observation itself says so.
    public var edge: Edge?
    /// The number that is compared with.
    public var value: ScaledDecimal?
    /// What a period without an observation does.
    public var gaps: Gap
    /// Which figure is measured; `nil` where whoever asks says it.
    public var measures: Figure?
    /// Whose days they are; `nil` for `always`, the days of UTC.
    public var calendar: CalendarName?
    /// Whom to tell when it is long enough; ascending, `nil` where nobody is told.
    public var ladder: [EscalationRung]?

    /// Creates a rule.
    public init(
        _ name: RuleName, _ length: Int, of unit: Unit, _ edge: Edge? = nil, _ value: ScaledDecimal? = nil,
        gaps: Gap = .breaks, measures: Figure? = nil, calendar: CalendarName? = nil, ladder: [EscalationRung]? = nil
    ) {
        self.name = name
        self.length = length
        of = unit
        self.edge = edge
        self.value = value
        self.gaps = gaps
        self.measures = measures
        self.calendar = calendar
        self.ladder = ladder
    }

    /// How the streak stands after these observations, which ascend by period; of two in one period the later counts.
    ///
    /// - Complexity: O(observations).
    public func streak(_ observations: [Observation], version: String) -> Explained<Streak> {
        var run: [Observation] = []
        var last: Int?
        for (index, observation) in observations.enumerated() {
            let next = index + 1 < observations.count ? observations[index + 1].period : nil
            if next == observation.period { continue }
            if gaps == .breaks, let last, observation.period > last + 1 { run = [] }
            last = observation.period
            if meets(observation) { run.append(observation) } else { run = [] }
        }
        let streak = Streak(length: run.count, isReached: run.count >= length, observations: run)
        let condition = edge.flatMap { edge in value.map { " \(edge.words) \($0)" } } ?? ""
        let values = run.compactMap { $0.value?.description }
        return Explained(
            streak,
            RuleExplanation(
                "streak.\(name)", version: version, "\(run.count) \(of.rawValue)\(condition) in a row, of \(length)",
                ["length": run.count, "needed": length, "values": values.joined(separator: " ")],
                events: run.compactMap(\.event)))
    }

    private func meets(_ observation: Observation) -> Bool {
        guard let measured = observation.value else { return observation.meets }
        guard let edge, let value else { return false }
        return edge.holds(measured, value)
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case length = 2
        case of = 3
        case edge = 4
        case value = 5
        case gaps = 6
        case measures = 7
        case calendar = 8
        case ladder = 9
    }
}
