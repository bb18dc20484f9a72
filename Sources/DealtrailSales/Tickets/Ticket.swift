/// Commands about tickets.
public enum Ticket: Sendable {}
