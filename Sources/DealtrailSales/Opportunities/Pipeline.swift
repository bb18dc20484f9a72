/// Commands about stage paths.
public enum Pipeline: Sendable {}
