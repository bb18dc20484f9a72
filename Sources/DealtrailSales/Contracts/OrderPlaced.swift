public import DealtrailModel

/// An account ordered something (`docs/features.md` row 112).
public struct OrderPlaced: Event {
    /// `order.placed`.
    public static let kind: EventKind = "order.placed"

    /// The order.
    public let order: OrderID
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// What it is worth; `nil` where an import does not know it.
    public let amount: Money?
    /// The contract that it draws on, when it draws on one.
    public let contract: ContractID?
    /// The representative who owns the account, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        order: OrderID, account: AccountID? = nil, amount: Money? = nil, contract: ContractID? = nil,
        owner: ActorID? = nil
    ) {
        self.order = order
        self.account = account
        self.amount = amount
        self.contract = contract
        self.owner = owner
    }

    /// The order's.
    public var stream: StreamName { .order(order) }
    /// The order, account, contract and owner.
    public var tags: [Tag] {
        Tag.list(.order(order), account.map(Tag.account), contract.map(Tag.contract), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case order = 1
        case account = 2
        case amount = 3
        case contract = 4
        case owner = 5
    }
}
