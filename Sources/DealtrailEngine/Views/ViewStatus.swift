/// How one stored view stands.
public struct ViewStatus: Hashable, Sendable {
    /// A build beside the live view.
    public struct Build: Hashable, Sendable {
        /// How far it is; `nil` when the process that built it was killed.
        public let progress: RebuildProgress?
        /// How many events the next rebuild need not fold again should this one be killed; 0 before the first save.
        public let saved: UInt64
    }

    /// The view.
    public let identity: ViewIdentity
    /// Whether this build of the software asks it; other versions are kept until they are removed.
    public let isCurrent: Bool
    /// How far it has come; `nil` before it was built.
    public let checkpoint: ViewCheckpoint?
    /// How many events of the log it has not folded yet.
    public let lag: UInt64
    /// The event at which it stands still; `nil` while it goes on.
    public let fault: ViewFault?
    /// The positions of the events that it has passed over, ascending.
    public let skipped: [UInt64]
    /// A build that is under way, or that was killed; `nil` for none.
    public let build: Build?
    /// How many keys it has.
    public let keys: Int
    /// How many bytes its pages take in the file, those of a build included.
    public let bytes: Int
}
