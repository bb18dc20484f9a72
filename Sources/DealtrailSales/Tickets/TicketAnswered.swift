public import DealtrailModel

/// A ticket got its first answer (`docs/features.md` row 123).
public struct TicketAnswered: Event {
    /// `ticket.answered`.
    public static let kind: EventKind = "ticket.answered"

    /// The ticket.
    public let ticket: TicketID
    /// What it asks for; `nil` where an import does not know it.
    public let category: TicketCategory?
    /// The account, when it is for one.
    public let account: AccountID?
    /// The contract, when it is about one.
    public let contract: ContractID?
    /// The opportunity, when it is about one.
    public let opportunity: OpportunityID?
    /// The promise, when it is to keep one.
    public let commitment: CommitmentID?
    /// Who asked for it, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        ticket: TicketID, category: TicketCategory? = nil, account: AccountID? = nil, contract: ContractID? = nil,
        opportunity: OpportunityID? = nil, commitment: CommitmentID? = nil, owner: ActorID? = nil
    ) {
        self.ticket = ticket
        self.category = category
        self.account = account
        self.contract = contract
        self.opportunity = opportunity
        self.commitment = commitment
        self.owner = owner
    }

    /// The ticket's.
    public var stream: StreamName { .ticket(ticket) }
    /// The ticket, account, contract, opportunity, promise and owner.
    public var tags: [Tag] {
        Tag.list(
            .ticket(ticket), account.map(Tag.account), contract.map(Tag.contract), opportunity.map(Tag.opportunity),
            commitment.map(Tag.commitment), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case ticket = 1
        case category = 2
        case account = 3
        case contract = 4
        case opportunity = 5
        case commitment = 6
        case owner = 7
    }
}
