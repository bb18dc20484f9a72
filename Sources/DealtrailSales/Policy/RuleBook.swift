public import DealtrailModel

/// The rules of a policy that are made of primitives: deadlines, streaks, bands and the rest, by name.
///
/// Lists are in the order of names, so that a policy has one canonical text. A policy from before there was a book has none;
/// the standard one holds then.
public struct RuleBook: Codable, Hashable, Sendable {
    /// Kinds of events of a host service that rules may name beside those of the sales domain.
    public var ownEvents: [EventKind]
    /// The roles, with what stands above each.
    public var roles: [RoleRule]
    /// What the words of the rules mean.
    public var meanings: [MeaningRule]
    /// When time counts; `always` is there without being listed.
    public var calendars: [RuleCalendar]
    /// By when things are to happen.
    public var deadlines: [DeadlineRule]
    /// What has to come so many times in a row.
    public var streaks: [StreakRule]
    /// What has to come so many times within a window.
    public var counts: [CountRule]
    /// Numbers from which on something follows.
    public var thresholds: [ThresholdRule]
    /// Bands of numbers.
    public var bands: [BandRule]
    /// Weights by name.
    public var weights: [WeightRule]
    /// What is unlocked step by step.
    public var steps: [StepRule]
    /// What commands need before them.
    public var gates: [GateRule]
    /// To whom things go.
    public var routing: [RoutingRule]
    /// Who may decide for another.
    public var delegation: DelegationRules
    /// When forecasts are cut, and how far they look.
    public var forecast: WeeklySchedule
    /// What is paid from pools and margins.
    public var incentives: IncentiveRules
    /// What is to be reached in a roll-out.
    public var milestones: [MilestoneRule]
    /// How many typical sales paths a change is tried on before it goes live.
    public var impactPaths: Int
    /// What alerts carry; `nil` in a policy from before there were any (``alertSettings``).
    public var alerts: AlertSettings?

    /// Creates a book; it puts the rules into the order of their names.
    public init(
        ownEvents: [EventKind] = [], roles: [RoleRule] = [], meanings: [MeaningRule] = [],
        calendars: [RuleCalendar] = [], deadlines: [DeadlineRule] = [], streaks: [StreakRule] = [],
        counts: [CountRule] = [], thresholds: [ThresholdRule] = [], bands: [BandRule] = [],
        weights: [WeightRule] = [], steps: [StepRule] = [], gates: [GateRule] = [], routing: [RoutingRule] = [],
        delegation: DelegationRules = .standard, forecast: WeeklySchedule = .forecast,
        incentives: IncentiveRules = .standard, milestones: [MilestoneRule] = [], impactPaths: Int = 10,
        alerts: AlertSettings? = nil
    ) {
        self.ownEvents = ownEvents.sorted()
        self.roles = roles.sorted { $0.name < $1.name }
        self.meanings = meanings.sorted { $0.name < $1.name }
        self.calendars = calendars.sorted { $0.name < $1.name }
        self.deadlines = deadlines.sorted { $0.name < $1.name }
        self.streaks = streaks.sorted { $0.name < $1.name }
        self.counts = counts.sorted { $0.name < $1.name }
        self.thresholds = thresholds.sorted { $0.name < $1.name }
        self.bands = bands.sorted { $0.name < $1.name }
        self.weights = weights.sorted { $0.name < $1.name }
        self.steps = steps.sorted { $0.name < $1.name }
        self.gates = gates.sorted { $0.name < $1.name }
        self.routing = routing.sorted { $0.name < $1.name }
        self.delegation = delegation
        self.forecast = forecast
        self.incentives = incentives
        self.milestones = milestones.sorted { $0.name < $1.name }
        self.impactPaths = impactPaths
        self.alerts = alerts
    }

    package enum CodingKeys: Int, CodingKey {
        case ownEvents = 1
        case roles = 2
        case meanings = 3
        case calendars = 4
        case deadlines = 5
        case streaks = 6
        case counts = 7
        case thresholds = 8
        case bands = 9
        case weights = 10
        case steps = 11
        case gates = 12
        case routing = 13
        case delegation = 14
        case forecast = 15
        case incentives = 16
        case milestones = 17
        case impactPaths = 18
        case alerts = 19
    }
}
