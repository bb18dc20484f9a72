public import DealtrailModel

extension Ticket {
    /// Records that what a ticket asked for was done (`docs/features.md` rows 122 and 123).
    public struct Resolve: Command {
        /// The ticket.
        public let ticket: TicketID
        /// What was done, in words that name nobody.
        public let note: String?

        /// `ticket.resolve`.
        public static let kind: EventKind = "ticket.resolve"
        /// The ticket's.
        public var subject: StreamName { .ticket(ticket) }
        /// The ticket.
        public var tags: [Tag] { [.ticket(ticket)] }
        /// The ticket.
        public var scope: Query { TicketDecider.scope(ticket) }

        /// Refuses an unknown ticket.
        ///
        /// One that was resolved is resolved once.
        public func decide(_ state: TicketState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let opened = try state.require(ticket, policy)
            guard !state.resolved.contains(ticket) else { return [] }
            return [
                ProposedEvent(
                    TicketResolved(
                        ticket: ticket, category: opened.category, note: note, account: opened.account,
                        contract: opened.contract, opportunity: opened.opportunity, commitment: opened.commitment,
                        owner: opened.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case ticket = 1
            case note = 2
        }

        /// Decisions rest on the ticket.
        public typealias Decider = TicketDecider
    }

    /// Records that what a ticket asked for was done.
    public static func resolve(_ ticket: TicketID, note: String? = nil) -> Resolve {
        Resolve(ticket: ticket, note: note)
    }
}
