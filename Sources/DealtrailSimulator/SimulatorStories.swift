public import DealtrailModel
public import DealtrailSales

/// What is hidden in a simulated year, so that reports over it can be held against the truth.
public struct SimulatorStories: Hashable, Sendable {
    /// One customer is quoted one product by several representatives at different prices.
    public struct Disparity: Hashable, Sendable {
        /// A quote of it.
        public struct Leg: Hashable, Sendable {
            /// Who quoted, and set the price.
            public let rep: ActorID
            /// The quote.
            public let quote: QuoteID
            /// The price of one unit as it was sent.
            public let price: Money
            /// Who approved it, in order; empty when nobody had to.
            public let approvers: [ActorID]
        }

        /// The customer.
        public let account: AccountID
        /// The product.
        public let product: ProductID
        /// The quotes, in the order in which they were sent.
        public let legs: [Leg]
        /// The highest price against the lowest: max / min - 1, in percent with one decimal.
        public let spread: ScaledDecimal
    }

    /// A line was removed, and its product added again at another price.
    public struct Readded: Hashable, Sendable {
        /// The quote.
        public let quote: QuoteID
        /// The product.
        public let product: ProductID
        /// Who did it.
        public let author: ActorID
        /// The line that was removed.
        public let removed: LineID
        /// Its last price.
        public let old: Money
        /// The line that was added.
        public let added: LineID
        /// Its price.
        public let new: Money
    }

    /// How long a role let approvals wait, from the assignment of a step to its decision.
    public struct Waiting: Hashable, Sendable {
        /// The role.
        public let role: RoleName
        /// How many steps were decided.
        public internal(set) var steps: Int
        /// How long they waited together, in seconds of the calendar.
        public internal(set) var seconds: Int64

        /// The mean in days with one decimal; `nil` without a step.
        public var meanDays: ScaledDecimal? {
            ScaledDecimal(mantissa: seconds).divided(by: ScaledDecimal(mantissa: Int64(steps) * 86_400), decimals: 1)
        }
    }

    /// From one week on, far fewer opportunities pass from one stage to the next.
    public struct Cliff: Hashable, Sendable {
        /// How many opportunities entered the first stage, and how many of these went on to the second.
        public struct Cohort: Hashable, Sendable {
            /// How many entered the first stage.
            public internal(set) var entered = 0
            /// How many of them went on to the second until the end of the run.
            public internal(set) var converted = 0
            /// How many of those that are going to had not yet at the end of the run.
            public internal(set) var underWay = 0
        }

        /// The first stage.
        public let from: StageName
        /// The second stage.
        public let to: StageName
        /// The Monday of the first week with the lower rate.
        public let week: CivilDate
        /// The version of the slides that was published on the last workday before, and is used at the first stage from then on.
        public let material: MaterialVersion
        /// Who entered the first stage before that Monday.
        public internal(set) var before = Cohort()
        /// Who entered it since.
        public internal(set) var since = Cohort()
    }

    /// The health of a customer falls, for one reason.
    public struct Decline: Hashable, Sendable {
        /// Why.
        public enum Reason: String, Hashable, Sendable, CaseIterable {
            /// Nobody visits any more.
            case noFollowUp = "no-follow-up"
            /// The customer is less satisfied.
            case satisfaction
            /// The customer fell into a lower tier.
            case tier
        }

        /// The customer.
        public let account: AccountID
        /// Why.
        public let reason: Reason
        /// The first day on which it differs from before.
        public let since: CivilDate
    }

    /// One customer quoted by three representatives.
    public internal(set) var disparity: Disparity?
    /// A line removed and added again at another price.
    public internal(set) var readded: Readded?
    /// How long regional managers let approvals wait: 2.3 days on average.
    public internal(set) var waiting: Waiting
    /// The conversion that falls from 68 to 29 percent.
    public internal(set) var cliff: Cliff
    /// The customers whose health falls.
    public internal(set) var declines: [Decline] = []
    /// The representatives who type a week of visits on Friday.
    public internal(set) var lateTypists: [ActorID] = []
    /// How many steps there are.
    public internal(set) var steps = 0
    /// How many of them a rule refuses, by rule.
    public internal(set) var refusals: [String: Int] = [:]
}
