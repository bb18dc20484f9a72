public import DealtrailModel

extension Quote {
    /// Records that the customer accepted the sent version (`docs/features.md` row 15).
    public struct Accept: Command {
        /// The quote.
        public let quote: QuoteID
        /// The version; `nil` for the one that was sent last.
        public let version: Int?

        /// `quote.accept`.
        public static let kind: EventKind = "quote.accept"
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
            if try state.isAnswered(.accepted, version: version, of: quote, policy) { return [] }
            return [
                ProposedEvent(
                    QuoteAccepted(
                        quote: quote, version: state.version, account: created.account,
                        opportunity: created.opportunity,
                        owner: created.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
            case version = 2
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Records that the customer accepted the sent version.
    public static func accept(_ quote: QuoteID, version: Int? = nil) -> Accept {
        Accept(quote: quote, version: version)
    }
}
