/// How far a stream has come: its next revision, and the leaf hash of its last event.
public struct StreamHead: Hashable, Sendable {
    /// The revision that the next event will have, which is also how many events there are; at least 1.
    public let nextRevision: UInt64
    /// The leaf hash of the last event.
    public let leaf: Digest

    /// Puts a head together.
    public init(nextRevision: UInt64, leaf: Digest) {
        self.nextRevision = nextRevision
        self.leaf = leaf
    }
}
