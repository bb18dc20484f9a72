public import DealtrailModel

/// A part of what a contract is worth is to be paid by a day (`docs/features.md` rows 22 and 23).
public struct InstalmentScheduled: DueEvent {
    /// `instalment.scheduled`.
    public static let kind: EventKind = "instalment.scheduled"

    /// The instalment.
    public let instalment: InstalmentID
    /// The contract.
    public let contract: ContractID
    /// By when it is to be paid.
    public let due: Timestamp
    /// How much; `nil` where an import does not know it.
    public let amount: Money?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The opportunity, when it belongs to one.
    public let opportunity: OpportunityID?
    /// The representative who owns the contract, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        instalment: InstalmentID, contract: ContractID, due: Timestamp, amount: Money? = nil, account: AccountID? = nil,
        opportunity: OpportunityID? = nil, owner: ActorID? = nil
    ) {
        self.instalment = instalment
        self.contract = contract
        self.due = due
        self.amount = amount
        self.account = account
        self.opportunity = opportunity
        self.owner = owner
    }

    /// The contract's.
    public var stream: StreamName { .contract(contract) }
    /// The instalment, contract, account, opportunity and owner.
    public var tags: [Tag] {
        Tag.list(
            .instalment(instalment), .contract(contract), account.map(Tag.account), opportunity.map(Tag.opportunity),
            owner.map(Tag.owner))
    }

    /// The number of the field that states the due time.
    public static var dueField: UInt64 { UInt64(CodingKeys.due.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case instalment = 1
        case contract = 2
        case due = 3
        case amount = 4
        case account = 5
        case opportunity = 6
        case owner = 7
    }
}
