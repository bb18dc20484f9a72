public import DealtrailModel

extension Quote {
    /// Sends the open version of a quote to the customer, after which it never changes (`docs/features.md` rows 4 and 12).
    public struct Send: Command {
        /// The quote.
        public let quote: QuoteID
        /// The SHA-256 of the rendered document in the blobs.
        public let document: ContentDigest?

        /// `quote.send`.
        public static let kind: EventKind = "quote.send"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The quote.
        public var tags: [Tag] { [.quote(quote)] }
        /// Everything that concerns the quote.
        public var scope: Query { QuoteDecider.scope(quote) }

        /// The price lists of its lines, where the policy measures against what they say now.
        public func furtherScope(_ state: QuoteState, under rules: any RuleSet) -> Query {
            state.listScope(under: rules)
        }

        /// Refuses prices beyond the band without an approval for exactly these terms (`price.band`), and a quote without lines.
        ///
        /// A version is sent once; sending it again changes nothing.
        public func decide(
            _ state: QuoteState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let created = try state.require(quote, policy)
            switch state.phase {
            case .open: break
            case .sent: return []
            case .accepted, .rejected, .expired:
                throw policy.refusal(
                    "quote.closed", "version \(state.version) is \(state.phase.rawValue); an edit starts a new one",
                    ["quote": quote, "version": state.version, "phase": state.phase.rawValue])
            }
            try state.requireLines(quote, policy)
            let fingerprint = state.fingerprint
            let approval = try state.requireBand(state.lines, fingerprint: fingerprint, of: quote, policy)
            return [
                ProposedEvent(
                    QuoteSent(
                        quote: quote, version: state.version, fingerprint: fingerprint, terms: state.lines,
                        approval: approval,
                        document: document, account: created.account, opportunity: created.opportunity,
                        owner: created.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
            case document = 2
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Sends the open version of a quote to the customer.
    public static func send(_ quote: QuoteID, document: ContentDigest? = nil) -> Send {
        Send(quote: quote, document: document)
    }
}
