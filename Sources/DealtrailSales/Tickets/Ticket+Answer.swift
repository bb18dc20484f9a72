public import DealtrailModel

extension Ticket {
    /// Gives a ticket its first answer (`docs/features.md` row 123).
    public struct Answer: Command {
        /// The ticket.
        public let ticket: TicketID

        /// `ticket.answer`.
        public static let kind: EventKind = "ticket.answer"
        /// The ticket's.
        public var subject: StreamName { .ticket(ticket) }
        /// The ticket.
        public var tags: [Tag] { [.ticket(ticket)] }
        /// The ticket.
        public var scope: Query { TicketDecider.scope(ticket) }

        /// Refuses an unknown ticket, and one that was resolved (`ticket.resolved`).
        ///
        /// Later answers change nothing.
        public func decide(_ state: TicketState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let opened = try state.require(ticket, policy)
            guard !state.answered.contains(ticket) else { return [] }
            guard !state.resolved.contains(ticket) else {
                throw policy.refusal("ticket.resolved", "the ticket \(ticket) is resolved already", ["ticket": ticket])
            }
            return [
                ProposedEvent(
                    TicketAnswered(
                        ticket: ticket, category: opened.category, account: opened.account, contract: opened.contract,
                        opportunity: opened.opportunity, commitment: opened.commitment, owner: opened.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case ticket = 1
        }

        /// Decisions rest on the ticket.
        public typealias Decider = TicketDecider
    }

    /// Gives a ticket its first answer.
    public static func answer(_ ticket: TicketID) -> Answer {
        Answer(ticket: ticket)
    }
}
