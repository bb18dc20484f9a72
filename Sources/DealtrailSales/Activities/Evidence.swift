/// Commands about documents.
public enum Evidence: Sendable {}
