public import DealtrailModel

/// Finance was asked to invoice a contract (`docs/features.md` row 21).
public struct InvoiceRequested: Event {
    /// `invoice.requested`.
    public static let kind: EventKind = "invoice.requested"

    /// The invoice.
    public let invoice: InvoiceID
    /// The contract.
    public let contract: ContractID
    /// How much; `nil` where an import does not know it.
    public let amount: Money?
    /// The gates that were open for it, in their order; `nil` where an import asked at none.
    public let gates: [RuleName]?
    /// The version of the policy whose gates those were.
    public let policyVersion: String?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative who owns the contract, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        invoice: InvoiceID, contract: ContractID, amount: Money? = nil, gates: [RuleName]? = nil,
        policyVersion: String? = nil, account: AccountID? = nil, owner: ActorID? = nil
    ) {
        self.invoice = invoice
        self.contract = contract
        self.amount = amount
        self.gates = gates
        self.policyVersion = policyVersion
        self.account = account
        self.owner = owner
    }

    /// The contract's.
    public var stream: StreamName { .contract(contract) }
    /// The invoice, contract, account and owner.
    public var tags: [Tag] {
        Tag.list(.invoice(invoice), .contract(contract), account.map(Tag.account), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case invoice = 1
        case contract = 2
        case amount = 3
        case gates = 4
        case policyVersion = 5
        case account = 6
        case owner = 7
    }
}
