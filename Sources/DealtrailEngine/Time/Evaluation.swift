/// The state of one key at a point in time.
public struct Evaluation<State: Sendable>: Sendable {
    /// The state; that before the first event when no event counts.
    public let state: State
    /// How many events were folded.
    public let events: Int
    /// How many events of the key were known but not folded because nobody recorded when they happened.
    ///
    /// Without an effective bound undated events come first and are folded; then this is 0.
    public let undated: Int
    /// How many events of the key were known but are passed over, as somebody decided.
    public let skipped: Int
    /// The size of the log that was asked.
    public let logSize: UInt64
}
