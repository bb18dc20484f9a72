public import DealtrailModel

/// What is known of a contract when it is to be invoiced.
public struct InvoiceState: Sendable {
    /// A decision of an approval, with its event.
    struct Step: Sendable {
        let decided: ApprovalStepDecided
        let event: EventID
    }

    var contracts: [ContractID: ContractSigned] = [:]
    /// The documents that were attached to the contract.
    var documents: [EvidenceAttached] = []
    /// The first document of each kind.
    var evidence: [EvidenceKind: EventID] = [:]
    var invoices: [InvoiceID: InvoiceRequested] = [:]
    var steps: [Step] = []

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

    /// The roles that have approved the quote of a contract.
    func approvals(for quote: QuoteID?) -> [RoleName: EventID] {
        let approved = steps.filter { $0.decided.decision == .approved && $0.decided.quote == quote }
        return Dictionary(approved.map { ($0.decided.role, $0.event) }, uniquingKeysWith: { first, _ in first })
    }

    /// Checks that an invoice with those before does not exceed what the contract is worth, when that is known.
    ///
    /// - Throws: ``Refusal``: `price.currency`, `invoice.exceeds`.
    func requireWorth(_ amount: Money, of signed: ContractSigned, _ policy: SalesPolicy) throws(Refusal) {
        guard let worth = signed.amount else { return }
        guard amount.currency == worth.currency else {
            throw policy.refusal(
                "price.currency", "the contract is in \(worth.currency); convert the amount first",
                ["contract": signed.contract, "amount": amount])
        }
        let before = invoices.values.filter { $0.contract == signed.contract }.compactMap(\.amount?.amount)
        let total = before.reduce(amount.amount as ScaledDecimal?) { $0?.adding($1) }
        guard let total, total <= worth.amount else {
            throw policy.refusal(
                "invoice.exceeds", "with those before, it would be more than the \(worth) that the contract is worth",
                [
                    "contract": signed.contract, "amount": amount,
                    "total": total.map { Money($0, worth.currency).description } ?? "more than can be counted",
                ])
        }
    }
}

/// Folds what decisions about invoices rest on.
public enum InvoiceDecider: Decider {
    /// Nothing yet.
    public static let initial = InvoiceState()
    /// The contract, its documents and invoices, and the decisions of an approval.
    public static let fold = Fold<InvoiceState> {
        On(ContractSigned.self) { state, event in state.contracts[event.contract] = event }
        On(EvidenceAttached.self) { state, event, view in
            state.documents.append(event)
            if state.evidence[event.evidence] == nil { state.evidence[event.evidence] = try view.id }
        }
        On(InvoiceRequested.self) { state, event in state.invoices[event.invoice] = event }
        On(ApprovalStepDecided.self) { state, event, view in
            state.steps.append(.init(decided: event, event: try view.id))
        }
    }

    /// A contract with its documents and invoices.
    static func scope(_ contract: ContractID) -> Query {
        let kinds: Set = [ContractSigned.kind, EvidenceAttached.kind, InvoiceRequested.kind]
        return Query(items: [.init(kinds: kinds, tags: [.contract(contract)])])
    }

    /// An invoice, whatever it is for, and the decisions of an approval.
    static func scope(_ invoice: InvoiceID, _ approval: ApprovalID?) -> Query {
        let decisions = approval.map { Query.Item(kinds: [ApprovalStepDecided.kind], tags: [.approval($0)]) }
        return Query(
            items: [.init(kinds: [InvoiceRequested.kind], tags: [.invoice(invoice)])]
                + [decisions].compactMap(\.self))
    }
}
