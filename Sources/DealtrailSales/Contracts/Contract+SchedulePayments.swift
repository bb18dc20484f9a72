public import DealtrailModel

extension Contract {
    /// Agrees in which parts a contract is paid, all of them at once (`docs/features.md` row 22).
    public struct SchedulePayments: Command {
        /// The contract.
        public let contract: ContractID
        /// All instalments.
        public let instalments: [Instalment]

        /// `contract.schedule-payments`.
        public static let kind: EventKind = "contract.schedule-payments"
        /// The contract's.
        public var subject: StreamName { .contract(contract) }
        /// The contract.
        public var tags: [Tag] { [.contract(contract)] }
        /// The contract, what was agreed and paid of it, and instalments of the same names.
        public var scope: Query {
            PaymentDecider.scope(contract).or(PaymentDecider.scope(instalments.map(\.instalment)))
        }

        /// Refuses an unknown contract or one of unknown worth (`contract.no-amount`), a plan where there is another
        /// (`payment-plan.exists`), no instalments or one twice, one of nothing, a name that another contract has
        /// (`instalment.exists`), and a total that is not what the contract is worth (`payment-plan.total`).
        public func decide(_ state: PaymentState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let signed = try state.require(contract, policy)
            let scheduled = instalments.map { part in
                InstalmentScheduled(
                    instalment: part.instalment, contract: contract, due: part.due, amount: part.amount,
                    account: signed.account,
                    opportunity: signed.opportunity, owner: signed.owner)
            }
            let plan = state.plan.filter { $0.contract == contract }
            guard plan.isEmpty else {
                guard plan == scheduled else {
                    throw policy.refusal(
                        "payment-plan.exists", "the contract \(contract) has a payment plan already",
                        ["contract": contract])
                }
                return []
            }
            try requireParts(policy)
            if let other = state.plan.first {
                throw policy.refusal(
                    "instalment.exists", "the contract \(other.contract) has an instalment \(other.instalment)",
                    ["contract": contract, "instalment": other.instalment])
            }
            try requireTotal(of: signed, policy)
            return scheduled.map { ProposedEvent($0) }
        }

        package enum CodingKeys: Int, CodingKey {
            case contract = 1
            case instalments = 2
        }

        /// Decisions rest on the contract.
        public typealias Decider = PaymentDecider
    }

    /// Agrees in which parts a contract is paid.
    public static func schedulePayments(_ contract: ContractID, _ instalments: [SchedulePayments.Instalment])
        -> SchedulePayments
    {
        SchedulePayments(contract: contract, instalments: instalments)
    }
}

extension Contract.SchedulePayments {
    /// A part of what a contract is worth.
    public struct Instalment: Codable, Hashable, Sendable {
        /// The instalment.
        public let instalment: InstalmentID
        /// By when it is to be paid.
        public let due: Timestamp
        /// How much.
        public let amount: Money

        /// States a part.
        public init(_ instalment: InstalmentID, due: Timestamp, amount: Money) {
            self.instalment = instalment
            self.due = due
            self.amount = amount
        }

        package enum CodingKeys: Int, CodingKey {
            case instalment = 1
            case due = 2
            case amount = 3
        }
    }

    private func requireParts(_ policy: SalesPolicy) throws(Refusal) {
        guard !instalments.isEmpty else {
            throw policy.refusal("payment-plan.empty", "a plan has an instalment or more", ["contract": contract])
        }
        var seen: Set<InstalmentID> = []
        for part in instalments {
            try policy.requireNames(part.instalment)
            guard seen.insert(part.instalment).inserted else {
                throw policy.refusal(
                    "payment-plan.twice", "the instalment \(part.instalment) is there twice",
                    ["contract": contract, "instalment": part.instalment])
            }
            try policy.requirePositive(part.amount, "amount")
        }
    }

    private func requireTotal(of signed: ContractSigned, _ policy: SalesPolicy) throws(Refusal) {
        guard let worth = signed.amount else {
            throw policy.refusal(
                "contract.no-amount", "nobody recorded what the contract \(contract) is worth", ["contract": contract])
        }
        if let other = instalments.first(where: { $0.amount.currency != worth.currency }) {
            throw policy.refusal(
                "price.currency", "the contract is in \(worth.currency); convert the amounts first",
                ["contract": contract, "instalment": other.instalment, "amount": other.amount])
        }
        let total = instalments.reduce(ScaledDecimal(0) as ScaledDecimal?) { $0?.adding($1.amount.amount) }
        guard total == worth.amount else {
            let sum = total.map { Money($0, worth.currency).description } ?? "more than can be counted"
            throw policy.refusal(
                "payment-plan.total", "the instalments are \(sum), the contract is worth \(worth)",
                ["contract": contract, "total": sum, "amount": worth])
        }
    }
}
