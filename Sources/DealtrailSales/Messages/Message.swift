/// Commands about messages that leave through the outbox.
public enum Message: Sendable {}
