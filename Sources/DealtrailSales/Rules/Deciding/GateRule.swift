public import DealtrailModel

/// What a command needs before it: evidence, approvals (`docs/features.md` rows 21 and 31).
public struct GateRule: Codable, Hashable, Sendable {
    /// What is missing at a gate; nothing when it is open.
    public struct Missing: Hashable, Sendable {
        /// The evidence, in the order of the rule.
        public let evidence: [EvidenceKind]
        /// The roles that have not approved, in the order of the rule.
        public let approvals: [RoleName]

        /// Whether nothing is missing.
        public var isOpen: Bool { evidence.isEmpty && approvals.isEmpty }
    }

    /// The rule.
    public var name: RuleName
    /// The command that it stands before.
    public var command: EventKind
    /// The evidence that it needs; all of it.
    public var evidence: [EvidenceKind]
    /// The roles that have to approve, all of them; `nil` for none.
    public var approvals: [RoleName]?

    /// Creates a gate.
    public init(
        _ name: RuleName, before command: EventKind, evidence: [EvidenceKind] = [], approvals: [RoleName]? = nil
    ) {
        self.name = name
        self.command = command
        self.evidence = evidence
        self.approvals = approvals
    }

    /// What is missing of what the gate needs.
    ///
    /// - Parameters:
    ///   - evidence: What is there, with the event that attached it.
    ///   - approvals: Who approved, with the event.
    ///   - version: The version of the policy.
    public func missing(
        evidence given: [EvidenceKind: EventID], approvals approved: [RoleName: EventID] = [:], version: String
    ) -> Explained<Missing> {
        let needed = approvals ?? []
        let missing = Missing(
            evidence: evidence.filter { given[$0] == nil }, approvals: needed.filter { approved[$0] == nil })
        let names = missing.evidence.map(\.rawValue) + missing.approvals.map { "the approval of \($0)" }
        return Explained(
            missing,
            RuleExplanation(
                "gate.\(name)", version: version,
                missing.isOpen ? "\(command) may go on" : "\(command) needs first: \(names.joined(separator: ", "))",
                [
                    "command": command,
                    "evidence": Self.listed(evidence.filter { given[$0] != nil }.map(\.rawValue)),
                    "approvals": Self.listed(needed.filter { approved[$0] != nil }.map(\.rawValue)),
                ], events: evidence.compactMap { given[$0] } + needed.compactMap { approved[$0] }))
    }

    private static func listed(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: " ")
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case command = 2
        case evidence = 3
        case approvals = 4
    }
}
