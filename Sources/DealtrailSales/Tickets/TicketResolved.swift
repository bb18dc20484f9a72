public import DealtrailModel

/// What a ticket asked for was done (`docs/features.md` rows 122 and 123).
public struct TicketResolved: Event {
    /// `ticket.resolved`.
    public static let kind: EventKind = "ticket.resolved"

    /// The ticket.
    public let ticket: TicketID
    /// What it asks for; `nil` where an import does not know it.
    public let category: TicketCategory?
    /// What was done, in words that name nobody.
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
        ticket: TicketID, category: TicketCategory? = nil, note: String? = nil, account: AccountID? = nil,
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
