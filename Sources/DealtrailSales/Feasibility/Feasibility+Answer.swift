public import DealtrailModel

extension Feasibility {
    /// Says whether what was quoted can be made (`docs/features.md` row 36).
    public struct Answer: Command {
        /// The quote.
        public let quote: QuoteID
        /// The version; `nil` for the one that was sent last, else the one that is edited.
        public let version: Int?
        /// Yes, under conditions, or no.
        public let answer: FeasibilityAnswer
        /// The conditions, or why not; needed unless it is a plain yes.
        public let note: String?

        /// `feasibility.answer`.
        public static let kind: EventKind = "feasibility.answer"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The quote.
        public var tags: [Tag] { [.quote(quote)] }
        /// Everything that concerns the quote.
        public var scope: Query { QuoteDecider.scope(quote) }

        /// Refuses an unknown quote, a version that there is not (`quote.unknown-version`), and conditions or a no
        /// without words (`feasibility.note-required`).
        ///
        /// Another answer for the same version is recorded beside the first; the same one changes nothing.
        public func decide(_ state: ActivityState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let created = try state.quote.require(quote, policy)
            let asked = version ?? state.quote.sent?.version ?? state.quote.version
            guard (1...max(1, state.quote.version)).contains(asked) else {
                throw policy.refusal(
                    "quote.unknown-version", "the quote \(quote) has the versions 1 to \(state.quote.version)",
                    ["quote": quote, "version": asked])
            }
            if answer != .feasible {
                try policy.requireReason(note ?? "", rule: "feasibility.note-required", of: quote)
            }
            let answered = FeasibilityAnswered(
                quote: quote, version: asked, answer: answer, note: note, account: created.account,
                opportunity: created.opportunity, owner: created.owner)
            return state.feasibility[asked] == answered ? [] : [ProposedEvent(answered)]
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
            case version = 2
            case answer = 3
            case note = 4
        }

        /// Decisions rest on the quote.
        public typealias Decider = ActivityDecider
    }

    /// Says whether what was quoted can be made.
    public static func answer(_ quote: QuoteID, _ answer: FeasibilityAnswer, version: Int? = nil, note: String? = nil)
        -> Answer
    {
        Answer(quote: quote, version: version, answer: answer, note: note)
    }
}
