public import DealtrailModel

extension Complaint {
    /// Records that a customer complained (`docs/features.md` rows 114 and 134).
    public struct Record: Command {
        /// The complaint.
        public let complaint: ComplaintID
        /// The account.
        public let account: AccountID
        /// What it is about, such as `damaged-packaging`.
        public let topic: ComplaintTopic
        /// The product.
        public let product: ProductID?
        /// What was wrong, in words that name nobody.
        public let note: String?
        /// The order that it is about.
        public let order: OrderID?
        /// The quote that it is about.
        public let quote: QuoteID?
        /// The promise that it is about.
        public let commitment: CommitmentID?

        /// `complaint.record`.
        public static let kind: EventKind = "complaint.record"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The complaint, account, and what it is about.
        public var tags: [Tag] {
            Tag.list(
                .complaint(complaint), .account(account), product.map(Tag.product), order.map(Tag.order),
                quote.map(Tag.quote), commitment.map(Tag.commitment))
        }
        /// The events about the account itself, the complaint, and the beginning of what it is about.
        public var scope: Query {
            AccountDecider.scope(account)
                .or(ComplaintDecider.scope(complaint, order: order, quote: quote, commitment: commitment))
        }

        /// Refuses an unknown account, order, quote or promise, and a complaint that exists otherwise
        /// (`complaint.exists`).
        public func decide(_ state: ComplaintState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(complaint, account, topic, product, order, quote, commitment)
            let facts = try state.accounts.require(account, policy)
            let known = state.complaints[complaint]
            let recorded = ComplaintRecorded(
                complaint: complaint, account: account, topic: topic, product: product, note: note, order: order,
                quote: quote,
                commitment: commitment, owner: known?.owner ?? facts.owner)
            guard known == nil || known == recorded else {
                throw policy.refusal(
                    "complaint.exists", "the complaint \(complaint) is recorded already", ["complaint": complaint])
            }
            guard known == nil else { return [] }
            try state.require(order: order, quote: quote, commitment: commitment, policy)
            return [ProposedEvent(recorded)]
        }

        package enum CodingKeys: Int, CodingKey {
            case complaint = 1
            case account = 2
            case topic = 3
            case product = 4
            case note = 5
            case order = 6
            case quote = 7
            case commitment = 8
        }

        /// Decisions rest on the account, the complaint and what it is about.
        public typealias Decider = ComplaintDecider
    }

    /// Records that a customer complained.
    public static func record(
        _ complaint: ComplaintID, of account: AccountID, about topic: ComplaintTopic, product: ProductID? = nil,
        note: String? = nil, order: OrderID? = nil, quote: QuoteID? = nil, commitment: CommitmentID? = nil
    ) -> Record {
        Record(
            complaint: complaint, account: account, topic: topic, product: product, note: note, order: order,
            quote: quote, commitment: commitment)
    }
}
