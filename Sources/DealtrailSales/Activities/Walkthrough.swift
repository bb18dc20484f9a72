/// Commands about meetings at which a quote is gone through.
public enum Walkthrough: Sendable {}
