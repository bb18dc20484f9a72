public import DealtrailModel

extension Quote {
    /// Records that the customer rejected the sent version (`docs/features.md` row 15).
    public struct Reject: Command {
        /// The quote.
        public let quote: QuoteID
        /// The version; `nil` for the one that was sent last.
        public let version: Int?
        /// Why, as the customer said.
        public let reason: String?

        /// `quote.reject`.
        public static let kind: EventKind = "quote.reject"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The quote.
        public var tags: [Tag] { [.quote(quote)] }
        /// Everything that concerns the quote.
        public var scope: Query { QuoteDecider.scope(quote) }

        /// Refuses a version that was not sent or is not the last one, and one that was answered otherwise.
        public func decide(
            _ state: QuoteState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let created = try state.require(quote, policy)
            if try state.isAnswered(.rejected, version: version, of: quote, policy) { return [] }
            return [
                ProposedEvent(
                    QuoteRejected(
                        quote: quote, version: state.version, reason: reason, account: created.account,
                        opportunity: created.opportunity,
                        owner: created.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
            case version = 2
            case reason = 3
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Records that the customer rejected the sent version.
    public static func reject(_ quote: QuoteID, version: Int? = nil, reason: String? = nil) -> Reject {
        Reject(quote: quote, version: version, reason: reason)
    }
}
