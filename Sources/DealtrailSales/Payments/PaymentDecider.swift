public import DealtrailModel

/// What is known of a contract when something is to be paid for it.
public struct PaymentState: Sendable {
    var contracts: [ContractID: ContractSigned] = [:]
    /// The instalments in scope, in the order in which they were agreed.
    var plan: [InstalmentScheduled] = []
    var requested: Set<InstalmentID> = []
    var received: [PaymentID: PaymentReceived] = [:]

    /// Checks that the contract was signed.
    ///
    /// - Throws: ``Refusal`` (`contract.unknown`).
    func require(_ contract: ContractID, _ policy: SalesPolicy) throws(Refusal) -> ContractSigned {
        guard let signed = contracts[contract] else {
            throw policy.refusal(
                "contract.unknown", "there is no contract \(contract); sign it first", ["contract": contract])
        }
        return signed
    }
}

/// Folds what decisions about payments rest on.
public enum PaymentDecider: Decider {
    /// Nothing yet.
    public static let initial = PaymentState()
    /// The contract, its payment plan, and what was asked for and came in.
    public static let fold = Fold<PaymentState> {
        On(ContractSigned.self) { state, event in state.contracts[event.contract] = event }
        On(InstalmentScheduled.self) { state, event in state.plan.append(event) }
        On(PaymentRequested.self) { state, event in state.requested.insert(event.instalment) }
        On(PaymentReceived.self) { state, event in state.received[event.payment] = event }
    }

    /// A contract with what was agreed and paid of it.
    static func scope(_ contract: ContractID) -> Query {
        Query(items: [.init(kinds: fold.kinds, tags: [.contract(contract)])])
    }

    /// An instalment.
    static func scope(_ instalment: InstalmentID) -> Query {
        Query(items: [
            .init(kinds: [InstalmentScheduled.kind, PaymentRequested.kind], tags: [.instalment(instalment)])
        ])
    }

    /// Instalments, of whatever contract.
    static func scope(_ instalments: [InstalmentID]) -> Query {
        Query(items: instalments.map { .init(kinds: [InstalmentScheduled.kind], tags: [.instalment($0)]) })
    }

    /// A payment, whatever it is for.
    static func scope(_ payment: PaymentID) -> Query {
        Query(items: [.init(kinds: [PaymentReceived.kind], tags: [.payment(payment)])])
    }
}
