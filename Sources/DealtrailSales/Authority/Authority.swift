/// Commands about who may decide for whom.
public enum Authority: Sendable {}
