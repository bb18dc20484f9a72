public import DealtrailModel

extension Quote {
    /// Hands a quote in for checking before it is sent (`docs/features.md` row 4).
    public struct Submit: Command {
        /// The quote.
        public let quote: QuoteID

        /// `quote.submit`.
        public static let kind: EventKind = "quote.submit"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The quote.
        public var tags: [Tag] { [.quote(quote)] }
        /// Everything that concerns the quote.
        public var scope: Query { QuoteDecider.scope(quote) }

        /// Refuses a quote without lines and one whose version was sent; handed in twice with the same terms, it happened once.
        public func decide(
            _ state: QuoteState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let created = try state.require(quote, policy)
            guard state.phase == .open else {
                throw policy.refusal(
                    "quote.sent", "version \(state.version) was sent; an edit starts a new one",
                    ["quote": quote, "version": state.version])
            }
            try state.requireLines(quote, policy)
            let fingerprint = state.fingerprint
            guard state.submitted != fingerprint else { return [] }
            return [
                ProposedEvent(
                    QuoteSubmitted(
                        quote: quote, version: state.version, fingerprint: fingerprint, account: created.account,
                        owner: created.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Hands a quote in for checking before it is sent.
    public static func submit(_ quote: QuoteID) -> Submit { Submit(quote: quote) }
}
