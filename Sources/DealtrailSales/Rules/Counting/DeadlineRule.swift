import DealtrailModel

/// A time by which something is to happen (`docs/features.md` rows 14, 16, 23, 35 to 37, 93, 98, 106, 113, 123 and 128).
public struct DeadlineRule: Codable, Hashable, Sendable {
    /// From where the time is counted.
    public enum Base: String, Codable, Hashable, Sendable, CaseIterable {
        /// From the event that starts or resets it.
        case event
        /// Forward from the time that the event states, such as a promised hour.
        case afterStated = "after-stated"
        /// Backward from the time that the event states, such as the day on which a payment is due.
        case beforeStated = "before-stated"
    }

    /// When a deadline counts as missed.
    public enum Miss: String, Codable, Hashable, Sendable, CaseIterable {
        /// Strictly after the due time.
        case after
        /// At the due time already.
        case at
    }

    /// The rule.
    public var name: RuleName
    /// The tiers or bands that it concerns; `nil` for all.
    public var onlyFor: [String]?
    /// Which events start it; one that runs is not started again.
    public var startsOn: [EventPattern]
    /// Which events begin the time of a running one anew; `nil` for none.
    public var resetBy: [EventPattern]?
    /// Which events end a running one: what was to happen has happened; `nil` for none.
    public var cancelledBy: [EventPattern]?
    /// How long there is.
    public var allows: WorkDuration
    /// From where that is counted; `nil` for from the event.
    public var counted: Base?
    /// The calendar on which the time runs.
    public var calendar: CalendarName
    /// How long after the due time nothing follows yet; `nil` for not at all.
    public var grace: WorkDuration?
    /// When it counts as missed.
    public var missed: Miss
    /// How long before the due time to warn; `nil` for no warning.
    public var warning: WorkDuration?
    /// Whom to tell when it is missed; ascending.
    public var ladder: [EscalationRung]?
    /// Whose clock it is; `nil` for the family of the first event that starts it (``RuleBook/family(of:)``).
    public var about: SubjectFamily?

    /// Creates a rule.
    public init(
        _ name: RuleName, onlyFor: [String]? = nil, startsOn: [EventPattern], resetBy: [EventPattern]? = nil,
        cancelledBy: [EventPattern]? = nil, allows: WorkDuration, counted: Base? = nil,
        calendar: CalendarName = .always, grace: WorkDuration? = nil, missed: Miss = .after,
        warning: WorkDuration? = nil, ladder: [EscalationRung]? = nil, about: SubjectFamily? = nil
    ) {
        self.name = name
        self.onlyFor = onlyFor
        self.startsOn = startsOn
        self.resetBy = resetBy
        self.cancelledBy = cancelledBy
        self.allows = allows
        self.counted = counted
        self.calendar = calendar
        self.grace = grace
        self.missed = missed
        self.warning = warning
        self.ladder = ladder
        self.about = about
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case onlyFor = 2
        case startsOn = 3
        case resetBy = 4
        case cancelledBy = 5
        case allows = 6
        case counted = 7
        case calendar = 8
        case grace = 9
        case missed = 10
        case warning = 11
        case ladder = 12
        case about = 13
    }
}
