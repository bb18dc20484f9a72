/// Commands about what customers say of us.
public enum Satisfaction: Sendable {}
