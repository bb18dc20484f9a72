import DealtrailLMDB
package import DealtrailModel

/// Stretches of a log, one after another, whose events stay where they are until the next one is read.
///
/// A scan lends each event for one call; this lends all of a stretch, so that nothing has to be copied. It holds one snapshot
/// meanwhile, which stops pages from being used again: a stretch should be of some thousand events and in use for a moment.
package final class LogStretch: @unchecked Sendable {
    // Unchecked because one thread at a time uses it, as the snapshot demands; that may be another one each time.

    private let log: TrailLog
    private var snapshot: ReadTransaction
    private var ahead: ReadAhead? = ReadAhead()
    /// How many events the log is known to have.
    private var size: UInt64 = 0

    init(_ log: TrailLog) throws {
        self.log = log
        snapshot = try log.store.environment.read()
        snapshot.reset()
    }

    /// Calls `body` with the events of a range, in order, until it returns `false`.
    ///
    /// Their memory is readable, by any thread, until the next call of this method or of ``end()``, also when this one throws.
    ///
    /// - Parameters:
    ///   - range: Positions; an end beyond the head is held at the head.
    ///   - recordedTo: No events that were recorded later.
    /// - Throws: ``LogError``, `EventError` for a damaged event, and what `body` throws.
    package func read(
        _ range: Range<UInt64>, recordedTo: Timestamp? = nil, _ body: (borrowing EventView) throws -> Bool
    ) throws {
        try log.requireOpen()
        // It never has fewer, so that most stretches need not ask.
        if range.upperBound > size { size = try log.refresh() }
        let known = Range<UInt64>.clamped(range.lowerBound, min(range.upperBound, size))
        try translating { try snapshot.renew() }
        try log.scanner.hold(known, recordedTo: recordedTo, snapshot, &ahead, body)
    }

    /// Lets go of the events.
    package func end() { snapshot.reset() }
}

extension TrailLog {
    /// Stretches of this log.
    ///
    /// - Throws: ``LogError``.
    package func stretches() throws -> LogStretch { try translating { try LogStretch(self) } }
}
