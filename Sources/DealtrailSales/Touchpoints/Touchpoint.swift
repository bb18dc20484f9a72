/// Commands about the steps of the follow-up rhythm.
public enum Touchpoint: Sendable {}
