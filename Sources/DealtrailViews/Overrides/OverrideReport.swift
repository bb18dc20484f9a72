public import DealtrailModel
public import DealtrailSales

/// How often the person was right who decided otherwise than a rule, and how often the rule was.
public struct OverrideReport: Codable, Hashable, Sendable {
    /// So many overrides.
    public struct Tally: Codable, Hashable, Sendable {
        /// All of them.
        public let overrides: Int
        /// Where it went the way that the person said.
        public let personRight: Int
        /// Where it did not.
        public let ruleRight: Int
        /// Where it is not known yet.
        public let pending: Int
        /// Where nobody can know.
        public let unjudged: Int
        /// In how many percent of those that are judged the person was right, with one decimal; `nil` without any.
        public let personRightPercent: ScaledDecimal?

        init(_ overrides: some Sequence<Override>) {
            let verdicts = overrides.map(\.verdict)
            func count(_ verdict: Override.Verdict) -> Int { verdicts.count { $0 == verdict } }
            self.overrides = verdicts.count
            personRight = count(.personRight)
            ruleRight = count(.ruleRight)
            pending = count(.pending)
            unjudged = count(.unjudged)
            let judged = personRight + ruleRight
            personRightPercent =
                judged == 0
                ? nil
                : ScaledDecimal(mantissa: Int64(personRight) * 100, scale: 0)
                    .divided(by: ScaledDecimal(mantissa: Int64(judged), scale: 0), decimals: 1)
        }
    }

    /// Those of one matter.
    public struct MatterTally: Codable, Hashable, Sendable {
        /// What they were about.
        public let matter: Override.Matter
        /// How many.
        public let tally: Tally
    }

    /// Those of one person.
    public struct PersonTally: Codable, Hashable, Sendable {
        /// Who decided.
        public let person: ActorID
        /// How many.
        public let tally: Tally
    }

    /// What it answers for.
    public let stamp: AnswerStamp
    /// The version of the policy by which it is said who was right.
    public let policy: String
    /// After how many days that is known.
    public let judgedAfterDays: Int
    /// What makes a lead a success.
    public let leadSuccess: OverrideRules.LeadSuccess
    /// All together.
    public let total: Tally
    /// By matter, each of them.
    public let matters: [MatterTally]
    /// By person, in the order of names.
    public let people: [PersonTally]
    /// Each override, in the order in which they happened.
    public let overrides: [Override]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case policy
        case judgedAfterDays
        case leadSuccess
        case total
        case matters
        case people
        case overrides
    }

    /// Sums overrides up.
    ///
    /// - Parameters:
    ///   - overrides: The overrides, judged.
    ///   - rules: The policy by which they were.
    ///   - stamp: What it answers for.
    /// - Complexity: O(overrides × people).
    public init(_ overrides: [Override], under rules: SalesPolicy, stamp: AnswerStamp) {
        self.stamp = stamp
        policy = rules.version
        judgedAfterDays = rules.overriding.judgedAfterDays
        leadSuccess = rules.overriding.leadSuccess
        total = Tally(overrides)
        matters = Override.Matter.allCases.map { matter in
            MatterTally(matter: matter, tally: Tally(overrides.filter { $0.matter == matter }))
        }
        people = Set(overrides.map(\.person)).sorted().map { person in
            PersonTally(person: person, tally: Tally(overrides.filter { $0.person == person }))
        }
        self.overrides = overrides
    }

    /// The overrides behind a number, in the order in which they happened.
    ///
    /// - Parameters:
    ///   - verdict: Those with this verdict; `nil` for any.
    ///   - matter: Those about this; `nil` for anything.
    ///   - person: Those of this person; `nil` for everybody.
    public func items(
        _ verdict: Override.Verdict?, _ matter: Override.Matter? = nil, of person: ActorID? = nil
    ) -> [ExplainedItem] {
        overrides.filter {
            (verdict ?? $0.verdict) == $0.verdict && (matter ?? $0.matter) == $0.matter
                && (person ?? $0.person) == $0.person
        }.map { ExplainedItem(entity: $0.entity, events: $0.events) }
    }
}
