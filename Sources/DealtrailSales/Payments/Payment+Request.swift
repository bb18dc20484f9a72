public import DealtrailModel

extension Payment {
    /// Asks the customer to pay an instalment (`docs/features.md` row 23).
    public struct Request: Command {
        /// The instalment.
        public let instalment: InstalmentID

        /// `payment.request`.
        public static let kind: EventKind = "payment.request"
        /// The instalment's own; an unknown one has no contract.
        public var subject: StreamName { .instalment(instalment) }
        /// The instalment.
        public var tags: [Tag] { [.instalment(instalment)] }
        /// The instalment.
        public var scope: Query { PaymentDecider.scope(instalment) }

        /// Refuses an unknown instalment.
        ///
        /// One that was asked for is asked for once.
        public func decide(_ state: PaymentState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            guard let scheduled = state.plan.first(where: { $0.instalment == instalment }) else {
                throw policy.refusal(
                    "instalment.unknown", "there is no instalment \(instalment); agree on a payment plan first",
                    ["instalment": instalment])
            }
            guard !state.requested.contains(instalment) else { return [] }
            return [
                ProposedEvent(
                    PaymentRequested(
                        instalment: instalment, contract: scheduled.contract, amount: scheduled.amount,
                        account: scheduled.account, owner: scheduled.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case instalment = 1
        }

        /// Decisions rest on the instalment.
        public typealias Decider = PaymentDecider
    }

    /// Asks the customer to pay an instalment.
    public static func request(_ instalment: InstalmentID) -> Request {
        Request(instalment: instalment)
    }
}
