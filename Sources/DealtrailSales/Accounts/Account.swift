/// Commands about accounts.
public enum Account: Sendable {}
