/// What a log decides about an event that it takes in.
package struct EventPlacement: Hashable, Sendable {
    /// Its identifier.
    package let id: EventID
    /// Its place in its stream.
    package let revision: UInt64
    /// The event that caused it.
    package let cause: EventID?
    /// The hash of its stream, which the log had to know to find the revision.
    package let streamHash: UInt64

    package init(id: EventID, revision: UInt64, cause: EventID?, streamHash: UInt64) {
        self.id = id
        self.revision = revision
        self.cause = cause
        self.streamHash = streamHash
    }
}
