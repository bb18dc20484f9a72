import DealtrailModel

/// A piece of work that waits for the writer: what to do inside a commit, and how to answer after it.
struct WorkItem: Sendable {
    /// Does the work; what it throws is the answer, unless it is a fault of the store.
    let apply: @Sendable (inout Commit) throws -> [Result<Receipt, any Error>]
    /// Answers, once the commit is on disk or has failed.
    let answer: @Sendable (Result<[Result<Receipt, any Error>], any Error>) -> Void
    /// How many events it may append, for bounding a commit.
    let weight: Int
}
