public import DealtrailModel

extension Quote {
    /// Records that the customer opened a sent version (`docs/features.md` rows 13 and 49).
    ///
    /// Each opening is a command with an identifier of its own: sent twice, it happened once.
    public struct RecordOpening: Command {
        /// The quote.
        public let quote: QuoteID
        /// The version; `nil` for the one that was sent last.
        public let version: Int?
        /// How long he kept it open, in seconds.
        public let seconds: Int?

        /// `quote.record-opening`.
        public static let kind: EventKind = "quote.record-opening"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The quote.
        public var tags: [Tag] { [.quote(quote)] }
        /// Everything that concerns the quote.
        public var scope: Query { QuoteDecider.scope(quote) }

        /// Refuses an unknown quote, a version that was not sent, and a time below zero (`quote.opening-length`).
        public func decide(_ state: QuoteState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let created = try state.require(quote, policy)
            let opened = try state.requireSent(version, of: quote, policy)
            guard seconds ?? 0 >= 0 else {
                throw policy.refusal(
                    "quote.opening-length", "a quote is open for 0 seconds or more",
                    ["quote": quote, "seconds": seconds ?? 0])
            }
            return [
                ProposedEvent(
                    QuoteOpened(
                        quote: quote, version: opened, seconds: seconds, account: created.account,
                        opportunity: created.opportunity, owner: created.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
            case version = 2
            case seconds = 3
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Records that the customer opened a sent version.
    public static func recordOpening(_ quote: QuoteID, version: Int? = nil, seconds: Int? = nil) -> RecordOpening {
        RecordOpening(quote: quote, version: version, seconds: seconds)
    }
}
