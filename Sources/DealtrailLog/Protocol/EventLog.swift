public import DealtrailModel

/// One order of immutable events, with decisions made inside it.
///
/// The LMDB log of this module implements it, so does ``MemoryEventLog``, and so could a replicated engine
/// (DESIGN section 10); the conformance kit in `DealtrailTesting` says what that means.
public protocol EventLog: Sendable {
    /// The name of the log in proofs and commands, such as `example.com/sales`.
    var origin: String { get }
    /// The name hashes of this log.
    var hasher: NameHasher { get }

    /// How far the log has come: its size, root and last stamp.
    ///
    /// - Throws: ``LogError``.
    func head() throws -> LogHead

    /// Appends each request on its own: one that fails does not fail its neighbours.
    ///
    /// Requests handed over together share a commit as far as possible. A known command id with the same content
    /// returns its first receipt.
    ///
    /// - Returns: One result for each request, in order; failures are `AppendError` or ``LogError``.
    func append(_ requests: [AppendRequest]) async -> [Result<Receipt, any Error>]

    /// Loads what a decision rests on, decides inside the write lock, and appends what follows.
    ///
    /// - Returns: The receipt, or `nil` when the decision was to append nothing.
    /// - Throws: `AppendError`, ``LogError``, or what the decision throws.
    func transact<State: Sendable>(_ transaction: Transaction<State>) async throws -> Receipt?

    /// Calls `body` with the events that the filter lets through, borrowed, until it returns `false`.
    ///
    /// Long reads use short snapshots one after another, which an append-only log makes safe.
    ///
    /// - Parameters:
    ///   - filter: Which events.
    ///   - range: Positions; an end beyond the head is held at the head.
    ///   - direction: Forward by default.
    ///   - body: Takes an event, and says whether to go on.
    /// - Throws: ``LogError``, `EventError` for a damaged event, and what `body` throws.
    func scan(
        _ filter: EventFilter, in range: Range<UInt64>, direction: ReadDirection,
        _ body: (borrowing EventView) throws -> Bool
    ) throws

    /// Waits until the log is larger than `size`, whoever appends, this process or another.
    ///
    /// - Returns: The new size.
    /// - Throws: `CancellationError`, ``LogError``.
    func waitForAppend(beyond size: UInt64) async throws -> UInt64

    /// Ends all work; later calls throw ``LogError`` (`closed`).
    func close() async throws
}

/// The direction of a read.
public enum ReadDirection: Hashable, Sendable {
    /// From the oldest to the newest.
    case forward
    /// From the newest to the oldest.
    case backward
}
