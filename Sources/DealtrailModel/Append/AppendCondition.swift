/// What must hold for an append at the moment of its commit.
public enum AppendCondition: Hashable, Sendable {
    /// How far a stream must have come.
    public enum ExpectedRevision: Hashable, Sendable {
        /// The stream has no event yet.
        case noStream
        /// The stream has an event.
        case exists
        /// The last event of the stream has this revision.
        case exactly(UInt64)
    }

    /// The stream has come exactly so far. Failing: a conflict.
    case stream(StreamName, ExpectedRevision)
    /// No event matches the query after this position (`nil`: at all). Failing: a conflict.
    case noneMatching(Query, after: UInt64?)
    /// No event matches the query at all: the fact is unique. Failing: `alreadyExists`, told apart from a conflict.
    case unique(Query)
}
