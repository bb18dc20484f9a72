/// How far a rebuild is.
public struct RebuildProgress: Hashable, Sendable {
    /// What a rebuild is doing.
    public enum Phase: String, Hashable, Sendable {
        /// Folding events; the count is of positions passed by the first thread.
        case folding
        /// Folding keys again whose events came late.
        case refolding
        /// Writing states; the count is of states.
        case writing
        /// Folding what was appended meanwhile and taking over.
        case takingOver
    }

    /// What it is doing.
    public let phase: Phase
    /// How much is done.
    public let done: UInt64
    /// How much there is.
    public let total: UInt64
}
