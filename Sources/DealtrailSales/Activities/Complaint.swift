/// Commands about complaints.
public enum Complaint: Sendable {}
