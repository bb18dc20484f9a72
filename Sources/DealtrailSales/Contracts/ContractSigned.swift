public import DealtrailModel

/// A contract was signed (`docs/features.md` rows 11 and 22).
public struct ContractSigned: Event {
    /// `contract.signed`.
    public static let kind: EventKind = "contract.signed"

    /// The contract.
    public let contract: ContractID
    /// The quote whose terms it takes over, when known.
    public let quote: QuoteID?
    /// The version of the quote, from 1.
    public let quoteVersion: Int?
    /// The fingerprint of the price terms in the contract.
    public let fingerprint: ContentDigest?
    /// What it is worth; `nil` where an import does not know it.
    public let amount: Money?
    /// The approval of its price terms, when they needed one.
    public let approval: ApprovalID?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The opportunity, when it belongs to one.
    public let opportunity: OpportunityID?
    /// The representative who owns it, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        contract: ContractID, quote: QuoteID? = nil, quoteVersion: Int? = nil, fingerprint: ContentDigest? = nil,
        amount: Money? = nil, approval: ApprovalID? = nil, account: AccountID? = nil,
        opportunity: OpportunityID? = nil, owner: ActorID? = nil
    ) {
        self.contract = contract
        self.quote = quote
        self.quoteVersion = quoteVersion
        self.fingerprint = fingerprint
        self.amount = amount
        self.approval = approval
        self.account = account
        self.opportunity = opportunity
        self.owner = owner
    }

    /// The contract's.
    public var stream: StreamName { .contract(contract) }
    /// The contract, quote, approval, account, opportunity and owner.
    public var tags: [Tag] {
        Tag.list(
            .contract(contract), quote.map(Tag.quote), approval.map(Tag.approval), account.map(Tag.account),
            opportunity.map(Tag.opportunity), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case contract = 1
        case quote = 2
        case quoteVersion = 3
        case fingerprint = 4
        case amount = 5
        case approval = 6
        case account = 7
        case opportunity = 8
        case owner = 9
    }
}
