public import DealtrailModel
public import DealtrailSales

/// Where open opportunities stay longer than the policy allows (`docs/features.md` rows 37 and 45).
///
/// The deadline, its calendar and what resets it are policy data; the report says which version it was.
public struct StallReport: Codable, Hashable, Sendable {
    /// A share of stalled opportunities.
    public struct Share: Codable, Hashable, Sendable {
        /// The slice; `nil` where the value is not recorded, and for all together.
        public let slice: String?
        /// The stage; `nil` for all stages together.
        public let stage: StageName?
        /// How many open opportunities are in it for which the deadline runs.
        public let inStage: Int
        /// How many of them have stalled.
        public let stalled: Int
        /// How many more are in it for which the deadline does not run, by the rules.
        public let notRunning: Int
        /// How many more are in it whose time is not known, so that nobody can say.
        public let undated: Int
        /// Stalled by in stage, in percent with one decimal; `nil` ("n/a") when nothing is known.
        public let percent: ScaledDecimal?

        init(slice: String?, stage: StageName?, _ cases: [StallCase]) {
            self.slice = slice
            self.stage = stage
            stalled = cases.count { $0.phase == .stalled }
            inStage = stalled + cases.count { $0.phase == .inTime }
            notRunning = cases.count { $0.phase == .notRunning }
            undated = cases.count { $0.phase == .undated }
            percent = Percent.of(stalled, inStage)
        }
    }

    /// What it answers for.
    public let stamp: AnswerStamp
    /// The version of the policy.
    public let policy: String
    /// The rule, such as `stage-stall`.
    public let rule: RuleName
    /// How long it allows.
    public let allows: WorkDuration
    /// On which calendar.
    public let calendar: CalendarName
    /// By what it is cut.
    public let by: FunnelDimension
    /// The stages in order.
    public let stages: [StageName]
    /// All together, and each stage.
    public let total: [Share]
    /// The slices by name, in each all stages together and then the stages in order; those without an opportunity are left
    /// out.
    public let slices: [Share]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case policy
        case rule
        case allows
        case calendar
        case by
        case stages
        case total
        case slices
    }
}
