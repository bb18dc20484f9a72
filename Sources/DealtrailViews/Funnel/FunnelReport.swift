public import DealtrailModel
public import DealtrailSales

/// A funnel with its definition, so that nobody has to guess what a number means (`docs/funnel.md`).
public struct FunnelReport: Codable, Hashable, Sendable {
    /// What it answers for.
    public let stamp: AnswerStamp
    /// What it counts and how.
    public let definition: FunnelDefinition
    /// The stages in order.
    public let stages: [StageName]
    /// All opportunities together.
    public let total: Slice
    /// By what ``slices`` are cut; `nil` when there are none.
    public let by: FunnelDimension?
    /// The slices by name; the one without a name, whose value is not recorded, comes last.
    public let slices: [Slice]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case definition
        case stages
        case total
        case by
        case slices
    }

    /// Some opportunities.
    public struct Slice: Codable, Hashable, Sendable {
        /// The name of the slice; `nil` for the total and where the value is not recorded.
        public let name: String?
        /// How many opportunities there are.
        public let cases: Int
        /// How many are open.
        public let open: Int
        /// How many were won.
        public let won: Int
        /// How many were lost.
        public let lost: Int
        /// How many of all of them have no known time.
        public let undated: Int
        /// How many are open and never entered a stage.
        public let notStarted: Int
        /// Won by won and lost, in percent with one decimal; `nil` ("n/a") when none was closed.
        public let winRate: ScaledDecimal?
        /// What won opportunities brought, by currency.
        public let wonValue: [Money]
        /// How many won opportunities have no recorded amount.
        public let wonWithoutAmount: Int
        /// Days from the first known stage entry to the end, of won ones.
        public let daysToWon: Distribution?
        /// Days from the first known stage entry to the end, of lost ones.
        public let daysToLost: Distribution?
        /// How the amounts of won ones lie to the list price.
        public let againstList: AgainstList
        /// The stages in order.
        public let stages: [Stage]
        /// Every move that was made, by stage.
        public let transitions: [Transition]
    }

    /// What happened in a stage.
    public struct Stage: Codable, Hashable, Sendable {
        /// The stage.
        public let stage: StageName
        /// How many opportunities reached it: entered it, or jumped over it where skips count as passed.
        public let reached: Int
        /// How many entered it.
        public let entered: Int
        /// How many jumped over it and never entered it.
        public let skipped: Int
        /// How many visits there were.
        public let visits: Int
        /// How many visits began at a time that is not known.
        public let undatedVisits: Int
        /// How many are in it.
        public let inStage: Int
        /// How many were won out of it.
        public let won: Int
        /// How many were lost out of it.
        public let lost: Int
        /// Progress to the next stage; to won for the last one.
        public let toNext: Conversion
        /// Progress to any later stage, or to won.
        public let toLater: Conversion
        /// How long opportunities stay.
        public let dwell: Dwell
    }

    /// How many progressed.
    public struct Conversion: Codable, Hashable, Sendable {
        /// Those that did.
        public let converted: Int
        /// Those that went past the next stage without entering it; neither converted nor failed.
        public let jumped: Int
        /// Those that were closed without.
        public let failed: Int
        /// Those that are open and may still.
        public let censored: Int
        /// Converted by converted and failed, in percent with one decimal; `nil` ("n/a") when nothing is decided.
        public let percent: ScaledDecimal?

        init(converted: Int, jumped: Int, failed: Int, censored: Int) {
            self.converted = converted
            self.jumped = jumped
            self.failed = failed
            self.censored = censored
            percent = Percent.of(converted, converted + failed)
        }
    }

    /// How long opportunities stay in a stage; visits with an unknown time are left out.
    public struct Dwell: Codable, Hashable, Sendable {
        /// The last completed visit of each opportunity.
        public let latest: Distribution?
        /// All completed visits of each opportunity together.
        public let cumulative: Distribution?
        /// Visits that still run, up to the time of the report.
        public let running: Distribution?
        /// How many opportunities visited once, twice and so on, by number of visits.
        public let visits: [VisitCount]
    }

    /// How many opportunities visited a stage so often.
    public struct VisitCount: Codable, Hashable, Sendable {
        /// How often.
        public let visits: Int
        /// How many opportunities.
        public let cases: Int
    }

    /// How often a move was made.
    public struct Transition: Codable, Hashable, Sendable {
        /// The stage that was left; `nil` for the place before the first one.
        public let from: StageName?
        /// The stage that was entered, `<won>` or `<lost>`.
        public let to: String
        /// How often.
        public let count: Int
    }

    /// How the amounts of won opportunities lie to the list price.
    public struct AgainstList: Codable, Hashable, Sendable {
        /// Below it.
        public let below: Int
        /// Exactly at it.
        public let at: Int
        /// Above it.
        public let above: Int
        /// The amount, the quantity or the list price is not recorded, or the currencies differ.
        public let notRecorded: Int
        /// Amounts by list prices of those that could be compared, in percent with one decimal, for each currency.
        public let realisation: [Realisation]
    }

    /// What share of the list price was realised.
    public struct Realisation: Codable, Hashable, Sendable {
        /// What opportunities brought.
        public let amount: Money
        /// What they would have brought at list price.
        public let atList: Money
        /// The share in percent with one decimal; `nil` ("n/a") of a list price of zero.
        public let percent: ScaledDecimal?
    }
}
