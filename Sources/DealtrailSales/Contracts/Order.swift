/// Commands about orders.
public enum Order: Sendable {}
