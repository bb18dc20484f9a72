/// Commands about alerts that were raised.
public enum Alerts: Sendable {}
