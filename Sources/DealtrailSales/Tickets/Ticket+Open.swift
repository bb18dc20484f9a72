public import DealtrailModel

extension Ticket {
    /// Asks another department for something (`docs/features.md` rows 122, 123 and 131).
    public struct Open: Command {
        /// The ticket.
        public let ticket: TicketID
        /// What it asks for, such as `technical-support`.
        public let category: TicketCategory
        /// What is to be done, in words that name nobody.
        public let note: String?
        /// The account that it is for.
        public let account: AccountID?
        /// The contract that it is about.
        public let contract: ContractID?
        /// The opportunity that it is about.
        public let opportunity: OpportunityID?
        /// The promise that it is to keep.
        public let commitment: CommitmentID?

        /// `ticket.open`.
        public static let kind: EventKind = "ticket.open"
        /// The ticket's.
        public var subject: StreamName { .ticket(ticket) }
        /// The ticket, and what it is about.
        public var tags: [Tag] {
            Tag.list(
                .ticket(ticket), account.map(Tag.account), contract.map(Tag.contract), opportunity.map(Tag.opportunity),
                commitment.map(Tag.commitment))
        }
        /// The ticket, and the beginning of what it is about.
        public var scope: Query {
            TicketDecider.scope(ticket).or(
                SubjectsDecider.scope(
                    account: account, opportunity: opportunity, contract: contract, commitment: commitment))
        }

        /// Refuses an unknown account, contract, opportunity or promise, and a ticket that exists otherwise
        /// (`ticket.exists`).
        ///
        /// A contract's ticket is for its account, unless it says for which.
        public func decide(_ state: TicketState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(ticket, category, account, contract, opportunity, commitment)
            let known = state.opened[ticket]
            let opened = TicketOpened(
                ticket: ticket, category: category, note: note,
                account: account ?? contract.flatMap { state.subjects.contracts[$0]?.account },
                contract: contract, opportunity: opportunity, commitment: commitment,
                owner: known?.owner ?? context.author.id)
            guard known != opened else { return [] }
            guard known == nil else {
                throw policy.refusal("ticket.exists", "the ticket \(ticket) is open already", ["ticket": ticket])
            }
            try state.subjects.require(
                account: account, opportunity: opportunity, contract: contract, commitment: commitment, policy)
            return [ProposedEvent(opened)]
        }

        package enum CodingKeys: Int, CodingKey {
            case ticket = 1
            case category = 2
            case note = 3
            case account = 4
            case contract = 5
            case opportunity = 6
            case commitment = 7
        }

        /// Decisions rest on the ticket.
        public typealias Decider = TicketDecider
    }

    /// Asks another department for something.
    public static func open(
        _ ticket: TicketID, _ category: TicketCategory, note: String? = nil, for account: AccountID? = nil,
        contract: ContractID? = nil, opportunity: OpportunityID? = nil, keeping commitment: CommitmentID? = nil
    ) -> Open {
        Open(
            ticket: ticket, category: category, note: note, account: account, contract: contract,
            opportunity: opportunity, commitment: commitment)
    }
}
