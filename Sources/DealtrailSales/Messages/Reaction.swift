/// Commands about reactions, and what they have done.
public enum Reaction: Sendable {}
