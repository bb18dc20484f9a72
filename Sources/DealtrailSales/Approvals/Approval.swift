/// Commands about special-price approvals.
public enum Approval: Sendable {}
