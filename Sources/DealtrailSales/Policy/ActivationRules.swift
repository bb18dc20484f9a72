public import DealtrailModel

/// Who may put a policy in force or retire one (`docs/features.md` row 175).
///
/// What counts is what the policy says that is in force when it is asked for, not what the new one says.
public struct ActivationRules: Codable, Hashable, Sendable {
    /// Who may approve it; empty for anybody.
    public var approvers: [ActorID]
    /// Whether somebody other than those who published a version has to activate it.
    public var fourEyes: Bool

    /// Creates rules.
    public init(approvers: [ActorID] = [], fourEyes: Bool = false) {
        self.approvers = approvers
        self.fourEyes = fourEyes
    }

    package enum CodingKeys: Int, CodingKey {
        case approvers = 1
        case fourEyes = 2
    }
}

extension SalesPolicy {
    /// Who approves a change of policy by this author: he himself, or the person for whom he acts.
    ///
    /// - Throws: ``Refusal`` (`policy.approver`) when the rules in force want somebody else.
    func requirePolicyApprover(_ author: Author, of version: String) throws(Refusal) -> ActorID {
        let approver = author.onBehalfOf ?? author.id
        guard let rules = activation, !rules.approvers.isEmpty, !rules.approvers.contains(approver) else {
            return approver
        }
        let names = rules.approvers.map(\.rawValue).joined(separator: ", ")
        throw refusal(
            "policy.approver", "\(approver) does not approve policies; \(names) may",
            ["version": version, "approver": approver, "approvers": names])
    }

    /// Checks that nobody activates what he published, himself or for somebody else.
    ///
    /// - Throws: ``Refusal`` (`policy.four-eyes`).
    func requireOtherThanPublisher(
        _ author: Author, _ publishers: Set<ActorID>, of version: String
    ) throws(Refusal) {
        guard activation?.fourEyes == true else { return }
        for person in [author.id, author.onBehalfOf].compactMap(\.self) where publishers.contains(person) {
            throw refusal(
                "policy.four-eyes", "\(person) published version \(version); somebody else activates it",
                [
                    "version": version, "person": person,
                    "publishers": publishers.sorted().map(\.rawValue).joined(separator: ", "),
                ])
        }
    }

    /// Checks that a change does not begin before it is recorded.
    ///
    /// - Throws: ``Refusal`` (`policy.past`).
    func requireNotPast(_ time: Timestamp?, in context: DecisionContext, of version: String) throws(Refusal) {
        guard let time, time < context.now else { return }
        throw refusal(
            "policy.past",
            "\(time) has passed, it is \(context.now); what was decided since then was decided under other rules. State a "
                + "time to come, or leave it out for at once",
            ["version": version, "effectiveFrom": time, "now": context.now])
    }
}
