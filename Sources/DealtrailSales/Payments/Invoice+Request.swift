public import DealtrailModel

extension Invoice {
    /// Asks finance to invoice a contract (`docs/features.md` row 21).
    public struct Request: Command {
        /// The invoice.
        public let invoice: InvoiceID
        /// The contract.
        public let contract: ContractID
        /// How much.
        public let amount: Money
        /// An approval of the contract's quote, for gates that need roles to have approved.
        public let approval: ApprovalID?

        /// `invoice.request`.
        public static let kind: EventKind = "invoice.request"
        /// The contract's.
        public var subject: StreamName { .contract(contract) }
        /// The invoice, contract and approval.
        public var tags: [Tag] { Tag.list(.invoice(invoice), .contract(contract), approval.map(Tag.approval)) }
        /// The contract with its documents and invoices, the invoice, and the decisions of the approval.
        public var scope: Query { InvoiceDecider.scope(contract).or(InvoiceDecider.scope(invoice, approval)) }

        /// Refuses an unknown contract, what a gate of the policy misses (`gate.` and its name, such as
        /// `gate.invoice`), nothing or less than nothing, another currency, more than the contract is worth
        /// (`invoice.exceeds`), and an invoice that exists otherwise (`invoice.exists`).
        ///
        /// Documents count that were attached to the contract itself.
        public func decide(_ state: InvoiceState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(invoice, approval)
            let signed = try state.require(contract, policy)
            try policy.requirePositive(amount, "amount")
            if let known = state.invoices[invoice] {
                guard known.contract == contract, known.amount == amount else {
                    throw policy.refusal(
                        "invoice.exists", "the invoice \(invoice) exists already", ["invoice": invoice])
                }
                return []
            }
            let gates = try policy.requireGates(
                before: Self.kind, evidence: state.evidence, approvals: state.approvals(for: signed.quote),
                subject: ["invoice": invoice, "contract": contract])
            try state.requireWorth(amount, of: signed, policy)
            return [
                ProposedEvent(
                    InvoiceRequested(
                        invoice: invoice, contract: contract, amount: amount, gates: gates,
                        policyVersion: policy.version,
                        account: signed.account, owner: signed.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case invoice = 1
            case contract = 2
            case amount = 3
            case approval = 4
        }

        /// Decisions rest on the contract.
        public typealias Decider = InvoiceDecider
    }

    /// Asks finance to invoice a contract.
    public static func request(
        _ invoice: InvoiceID, for contract: ContractID, amount: Money, approval: ApprovalID? = nil
    ) -> Request {
        Request(invoice: invoice, contract: contract, amount: amount, approval: approval)
    }
}
