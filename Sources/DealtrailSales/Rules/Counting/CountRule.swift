public import DealtrailModel

/// So many events within a window (`docs/features.md` row 49).
public struct CountRule: Codable, Hashable, Sendable {
    /// The rule.
    public var name: RuleName
    /// Which events are counted.
    public var of: [EventPattern]
    /// How many are enough, inclusive.
    public var atLeast: Int
    /// How long an event counts; `nil` for ever.
    public var within: WorkDuration?
    /// On which calendar that runs.
    public var calendar: CalendarName
    /// Which events begin the count anew; what happened before or with them no longer counts.
    public var resetBy: [EventPattern]
    /// Whom to tell when there are enough, ascending; `nil` where nobody is told, as when many are good.
    public var ladder: [EscalationRung]?
    /// Whose events are counted together; `nil` for the family of the first kind that counts.
    public var about: SubjectFamily?

    /// Creates a rule.
    public init(
        _ name: RuleName, of patterns: [EventPattern], atLeast: Int, within: WorkDuration? = nil,
        calendar: CalendarName = .always, resetBy: [EventPattern] = [], ladder: [EscalationRung]? = nil,
        about: SubjectFamily? = nil
    ) {
        self.name = name
        of = patterns
        self.atLeast = atLeast
        self.within = within
        self.calendar = calendar
        self.resetBy = resetBy
        self.ladder = ladder
        self.about = about
    }

    /// How many there are at an instant, and whether that is enough.
    ///
    /// An event counts from its instant, inclusive, until the window has passed, exclusive.
    ///
    /// - Parameters:
    ///   - occurrences: What happened, in order; what happened after `now` is left out.
    ///   - now: The instant.
    ///   - book: The meanings and calendars.
    ///   - version: The version of the policy.
    /// - Complexity: O(occurrences × patterns).
    public func count(
        _ occurrences: [Occurrence], at now: Timestamp, in book: RuleBook, version: String
    ) -> Explained<(count: Int, isReached: Bool)> {
        let counted = book.resolve(of)
        let resetting = book.resolve(resetBy)
        let calendar = book.calendar(calendar)
        var found: [Occurrence] = []
        for occurrence in occurrences where occurrence.at <= now {
            if resetting.contains(where: { $0.matches(occurrence) }) {
                found = []
            } else if counted.contains(where: { $0.matches(occurrence) }) {
                found.append(occurrence)
            }
        }
        if let within {
            found = found.filter { occurrence in
                calendar.instant(within, after: occurrence.at).map { now < $0 } ?? true
            }
        }
        return Explained(
            (found.count, found.count >= atLeast),
            RuleExplanation(
                "count.\(name)", version: version,
                "\(found.count) of \(atLeast)\(within.map { " within \($0) (\(calendar.name))" } ?? "")",
                ["at": now, "count": found.count, "needed": atLeast], events: found.map(\.id)))
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case of = 2
        case atLeast = 3
        case within = 4
        case calendar = 5
        case resetBy = 6
        case ladder = 7
        case about = 8
    }
}
