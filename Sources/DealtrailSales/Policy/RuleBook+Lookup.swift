public import DealtrailModel

extension RuleBook {
    /// The deadline of this name.
    public func deadline(_ name: RuleName) -> DeadlineRule? { deadlines.first { $0.name == name } }
    /// The streak of this name.
    public func streak(_ name: RuleName) -> StreakRule? { streaks.first { $0.name == name } }
    /// The count of this name.
    public func count(_ name: RuleName) -> CountRule? { counts.first { $0.name == name } }
    /// The threshold of this name.
    public func threshold(_ name: RuleName) -> ThresholdRule? { thresholds.first { $0.name == name } }
    /// The bands of this name.
    public func band(_ name: RuleName) -> BandRule? { bands.first { $0.name == name } }
    /// The weights of this name.
    public func weight(_ name: RuleName) -> WeightRule? { weights.first { $0.name == name } }
    /// The steps of this name.
    public func step(_ name: RuleName) -> StepRule? { steps.first { $0.name == name } }
    /// The gates before a command.
    public func gates(before command: EventKind) -> [GateRule] { gates.filter { $0.command == command } }
    /// The routing of this name.
    public func route(_ name: RuleName) -> RoutingRule? { routing.first { $0.name == name } }

    /// The calendar of this name; one that nobody defined counts every hour.
    ///
    /// Reading a policy refuses such a name, so that this is for rules that a service made itself.
    public func calendar(_ name: CalendarName) -> RuleCalendar { calendars.first { $0.name == name } ?? .always }

    /// The role above a role; `nil` at the top.
    public func superior(_ role: RoleName) -> RoleName? { roles.first { $0.name == role }?.superior }

    /// Patterns with the meanings replaced by the events that they stand for.
    public func resolve(_ patterns: [EventPattern]) -> [EventPattern] {
        patterns.flatMap { pattern in
            pattern.isMeaning ? meanings.first { $0.name.rawValue == pattern.name }?.events ?? [] : [pattern]
        }
    }
}

extension SalesPolicy {
    /// The rules that are made of primitives; the standard ones in a policy from before there were any.
    public var book: RuleBook {
        get { rules ?? .standard }
        set { rules = newValue }
    }
}
