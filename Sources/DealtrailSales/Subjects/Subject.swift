/// Commands about the subjects of personal data.
public enum Subject: Sendable {}
