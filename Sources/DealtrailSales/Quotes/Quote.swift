/// Commands about quotes: every change of a price is one of them, with its author and reason.
public enum Quote: Sendable {}
