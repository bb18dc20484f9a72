/// What an approver said.
public enum ApprovalDecision: String, Codable, Hashable, Sendable, CaseIterable {
    /// Yes.
    case approved
    /// No.
    case rejected
}
