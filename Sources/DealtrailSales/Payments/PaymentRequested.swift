public import DealtrailModel

/// The customer was asked to pay an instalment (`docs/features.md` row 23).
public struct PaymentRequested: Event {
    /// `payment.requested`.
    public static let kind: EventKind = "payment.requested"

    /// The instalment.
    public let instalment: InstalmentID
    /// The contract; `nil` where an import does not know it.
    public let contract: ContractID?
    /// How much; `nil` where an import does not know it.
    public let amount: Money?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative who owns the contract, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        instalment: InstalmentID, contract: ContractID? = nil, amount: Money? = nil, account: AccountID? = nil,
        owner: ActorID? = nil
    ) {
        self.instalment = instalment
        self.contract = contract
        self.amount = amount
        self.account = account
        self.owner = owner
    }

    /// The contract's, else the instalment's own.
    public var stream: StreamName { contract.map(StreamName.contract) ?? .instalment(instalment) }
    /// The instalment, contract, account and owner.
    public var tags: [Tag] {
        Tag.list(.instalment(instalment), contract.map(Tag.contract), account.map(Tag.account), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case instalment = 1
        case contract = 2
        case amount = 3
        case account = 4
        case owner = 5
    }
}
