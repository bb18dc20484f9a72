import DealtrailModel

extension SalesPolicy {
    /// Checks that an account exists.
    ///
    /// - Throws: ``Refusal`` (`account.unknown`).
    func requireAccount(_ account: AccountID, in known: Set<AccountID>) throws(Refusal) {
        guard known.contains(account) else {
            throw refusal(
                "account.unknown", "there is no account \(account); create it first", ["account": account])
        }
    }

    /// Checks that an opportunity exists.
    ///
    /// - Throws: ``Refusal`` (`opportunity.unknown`).
    func requireOpportunity(_ opportunity: OpportunityID, exists: Bool) throws(Refusal) {
        guard exists else {
            throw refusal(
                "opportunity.unknown", "there is no opportunity \(opportunity)", ["opportunity": opportunity])
        }
    }

    /// Checks that an amount is above zero.
    ///
    /// - Throws: ``Refusal`` (`amount.not-positive`).
    func requirePositive(_ amount: Money, _ what: String) throws(Refusal) {
        guard amount.amount > 0 else {
            throw refusal("amount.not-positive", "\(what) is above zero", [what: amount])
        }
    }

    /// Checks that a due time lies after the time at which it is set: the one that the author states, else now.
    ///
    /// - Throws: ``Refusal`` with the given rule.
    func requireAhead(
        _ due: Timestamp, in context: DecisionContext, rule: String, of subject: some Name
    ) throws(Refusal) {
        let set = context.occurredAt?.time?.instant ?? context.now
        guard due > set else {
            throw refusal(
                rule, "\(due) has passed; say a time that is still to come",
                ["subject": subject, "due": due, "now": set])
        }
    }

    /// Checks that the gates before a command are open (`docs/features.md` row 21).
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - evidence: The documents that are there, with the events that attached them.
    ///   - approvals: The roles that have approved, with the events.
    ///   - subject: What it is about, for the refusal.
    /// - Returns: The gates, in the order of the policy.
    /// - Throws: ``Refusal`` (`gate.` and the name of the gate) for the first that is not open.
    func requireGates(
        before command: EventKind, evidence: [EvidenceKind: EventID], approvals: [RoleName: EventID],
        subject: KeyValuePairs<String, any CustomStringConvertible>
    ) throws(Refusal) -> [RuleName] {
        let gates = book.gates(before: command)
        for gate in gates {
            let answer = gate.missing(evidence: evidence, approvals: approvals, version: version)
            guard !answer.value.isOpen else { continue }
            var inputs = Dictionary(subject.map { ($0.key, $0.value.description) }, uniquingKeysWith: { $1 })
            inputs["command"] = command.rawValue
            inputs["missingEvidence"] = answer.value.evidence.map(\.rawValue).joined(separator: ", ")
            inputs["missingApprovals"] = answer.value.approvals.map(\.rawValue).joined(separator: ", ")
            throw Refusal(answer.why.rule, version: version, answer.why.conclusion, inputs: inputs)
        }
        return gates.map(\.name)
    }

    /// What recording a fact leads to: nothing when it is known, and the fact once more when its document comes later.
    ///
    /// - Parameters:
    ///   - evidence: The document that is handed in now.
    ///   - known: The fact as it was recorded last.
    ///   - rule: The rule that refuses a fact of the same name with other content.
    ///   - name: What it is called.
    ///   - fact: The fact with a document.
    /// - Throws: ``Refusal`` with the given rule.
    func record<Fact: EvidencedEvent>(
        _ evidence: ContentDigest?, known: Fact?, rule: String, name: some Name, _ fact: (ContentDigest?) -> Fact
    ) throws(Refusal) -> [ProposedEvent] {
        guard let known else { return [ProposedEvent(fact(evidence))] }
        guard known == fact(known.evidence) else {
            throw refusal(rule, "\(name) is recorded already, with other content", ["name": name])
        }
        guard let evidence, evidence != known.evidence else { return [] }
        if let first = known.evidence {
            throw refusal(
                rule, "\(name) has its document already", ["name": name, "document": first, "other": evidence])
        }
        return [ProposedEvent(fact(evidence))]
    }
}
