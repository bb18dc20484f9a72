public import DealtrailModel

/// One department asked another for something (`docs/features.md` rows 122, 123 and 131).
public struct TicketOpened: Event {
    /// `ticket.opened`.
    public static let kind: EventKind = "ticket.opened"

    /// The ticket.
    public let ticket: TicketID
    /// What it asks for; the policy may have a clock for it.
    public let category: TicketCategory
    /// What is to be done, in words that name nobody.
    public let note: String?
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
        ticket: TicketID, category: TicketCategory, note: String? = nil, account: AccountID? = nil,
        contract: ContractID? = nil, opportunity: OpportunityID? = nil, commitment: CommitmentID? = nil,
        owner: ActorID? = nil
    ) {
        self.ticket = ticket
        self.category = category
        self.note = note
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
        case note = 3
        case account = 4
        case contract = 5
        case opportunity = 6
        case commitment = 7
        case owner = 8
    }
}
