public import DealtrailModel

/// Money came in (`docs/features.md` row 22).
public struct PaymentReceived: Event {
    /// `payment.received`.
    public static let kind: EventKind = "payment.received"

    /// The payment.
    public let payment: PaymentID
    /// The contract that it is for.
    public let contract: ContractID
    /// How much.
    public let amount: Money
    /// The instalment that it is for, when it is for one.
    public let instalment: InstalmentID?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative who owns the contract, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        payment: PaymentID, contract: ContractID, amount: Money, instalment: InstalmentID? = nil,
        account: AccountID? = nil, owner: ActorID? = nil
    ) {
        self.payment = payment
        self.contract = contract
        self.amount = amount
        self.instalment = instalment
        self.account = account
        self.owner = owner
    }

    /// The contract's.
    public var stream: StreamName { .contract(contract) }
    /// The payment, contract, instalment, account and owner.
    public var tags: [Tag] {
        Tag.list(
            .payment(payment), .contract(contract), instalment.map(Tag.instalment), account.map(Tag.account),
            owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case payment = 1
        case contract = 2
        case amount = 3
        case instalment = 4
        case account = 5
        case owner = 6
    }
}
