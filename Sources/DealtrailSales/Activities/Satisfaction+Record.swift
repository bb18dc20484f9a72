public import DealtrailModel

extension Satisfaction {
    /// Records how satisfied a customer says he is (`docs/features.md` row 112).
    public struct Record: Command {
        /// The account.
        public let account: AccountID
        /// The score, 0 to 100.
        public let score: Int
        /// Where it comes from, such as `survey`.
        public let source: String?

        /// `satisfaction.record`.
        public static let kind: EventKind = "satisfaction.record"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The account.
        public var tags: [Tag] { [.account(account)] }
        /// The events about the account itself.
        public var scope: Query { AccountDecider.scope(account) }

        /// Refuses an unknown account (`account.unknown`) and a score outside 0 to 100 (`satisfaction.range`).
        public func decide(
            _ state: AccountState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let facts = try state.require(account, policy)
            guard (0...100).contains(score) else {
                throw policy.refusal("satisfaction.range", "a score is 0 to 100", ["account": account, "score": score])
            }
            return [
                ProposedEvent(SatisfactionRecorded(account: account, score: score, source: source, owner: facts.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case account = 1
            case score = 2
            case source = 3
        }

        /// Decisions rest on the account.
        public typealias Decider = AccountDecider
    }

    /// Records how satisfied a customer says he is.
    public static func record(_ account: AccountID, score: Int, source: String? = nil) -> Record {
        Record(account: account, score: score, source: source)
    }
}
