public import DealtrailModel

extension Quote {
    /// Removes a line from a quote; its last price stays in the log.
    public struct RemoveLine: Command {
        /// The quote.
        public let quote: QuoteID
        /// The line.
        public let line: LineID
        /// Why.
        public let reason: String?

        /// `quote.remove-line`.
        public static let kind: EventKind = "quote.remove-line"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The quote.
        public var tags: [Tag] { [.quote(quote)] }
        /// Everything that concerns the quote.
        public var scope: Query { QuoteDecider.scope(quote) }

        /// Refuses a quote or line that does not exist, and an accepted quote.
        public func decide(
            _ state: QuoteState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try state.requireEditable(quote, policy)
            let terms = try state.requireLine(line, of: quote, policy)
            let removed = QuoteLineRemoved(
                quote: quote, line: line, product: terms.product, lastPrice: terms.unitPrice, reason: reason,
                account: state.created?.account, list: terms.list)
            return state.edit(removed, of: quote)
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
            case line = 2
            case reason = 3
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Removes a line from a quote.
    public static func removeLine(_ quote: QuoteID, line: LineID, reason: String? = nil) -> RemoveLine {
        RemoveLine(quote: quote, line: line, reason: reason)
    }
}
