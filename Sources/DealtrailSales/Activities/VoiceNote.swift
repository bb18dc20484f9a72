/// Commands about spoken notes.
public enum VoiceNote: Sendable {}
