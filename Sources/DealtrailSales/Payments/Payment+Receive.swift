public import DealtrailModel

extension Payment {
    /// Records that money came in (`docs/features.md` row 22).
    public struct Receive: Command {
        /// The payment, such as the number of the bank transfer.
        public let payment: PaymentID
        /// The contract that it is for.
        public let contract: ContractID
        /// How much; what was overpaid is recorded too.
        public let amount: Money
        /// The instalment that it is for.
        public let instalment: InstalmentID?

        /// `payment.receive`.
        public static let kind: EventKind = "payment.receive"
        /// The contract's.
        public var subject: StreamName { .contract(contract) }
        /// The payment, contract and instalment.
        public var tags: [Tag] { Tag.list(.payment(payment), .contract(contract), instalment.map(Tag.instalment)) }
        /// The contract with what was agreed and paid of it, and the payment.
        public var scope: Query { PaymentDecider.scope(contract).or(PaymentDecider.scope(payment)) }

        /// Refuses an unknown contract or instalment, nothing or less than nothing, another currency, and a payment
        /// that exists otherwise (`payment.exists`).
        public func decide(_ state: PaymentState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(payment)
            let signed = try state.require(contract, policy)
            try policy.requirePositive(amount, "amount")
            let received = PaymentReceived(
                payment: payment, contract: contract, amount: amount, instalment: instalment, account: signed.account,
                owner: signed.owner)
            if let known = state.received[payment] {
                guard known == received else {
                    throw policy.refusal(
                        "payment.exists", "the payment \(payment) is recorded already", ["payment": payment])
                }
                return []
            }
            if let worth = signed.amount, worth.currency != amount.currency {
                throw policy.refusal(
                    "price.currency", "the contract is in \(worth.currency); convert the amount first",
                    ["contract": contract, "amount": amount])
            }
            guard instalment == nil || state.plan.contains(where: { $0.instalment == instalment }) else {
                throw policy.refusal(
                    "instalment.unknown", "the contract \(contract) has no such instalment",
                    ["contract": contract, "instalment": instalment?.rawValue ?? "none"])
            }
            return [ProposedEvent(received)]
        }

        package enum CodingKeys: Int, CodingKey {
            case payment = 1
            case contract = 2
            case amount = 3
            case instalment = 4
        }

        /// Decisions rest on the contract.
        public typealias Decider = PaymentDecider
    }

    /// Records that money came in.
    public static func receive(
        _ payment: PaymentID, for contract: ContractID, amount: Money, instalment: InstalmentID? = nil
    ) -> Receive {
        Receive(payment: payment, contract: contract, amount: amount, instalment: instalment)
    }
}
