public import DealtrailLog
public import DealtrailModel

/// From where events are read on.
public enum EventStart: Hashable, Sendable {
    /// From the first event.
    case beginning
    /// From the event after this position, such as that of a receipt.
    case position(UInt64)
    /// From the next event that is appended.
    case now
}

extension Trail {
    /// The events that match, those that are there and those that come, whoever appends them.
    ///
    /// The sequence ends when its task is cancelled; it throws when an event is damaged or the trail is closed.
    ///
    /// - Parameters:
    ///   - query: Kinds and tags.
    ///   - start: From where.
    public func events(
        matching query: Query = .all, after start: EventStart = .beginning
    ) -> AsyncThrowingStream<RecordedEvent, any Error> {
        AsyncThrowingStream(bufferingPolicy: .unbounded) { continuation in
            let task = Task { [log] in
                do {
                    var next: UInt64 =
                        switch start {
                        case .beginning: 0
                        case .position(let position): position == .max ? .max : position + 1
                        case .now: try log.head().size
                        }
                    while !Task.isCancelled {
                        let size = try await log.waitForAppend(beyond: next)
                        for event in try log.events(EventFilter(query: query), in: next..<size) {
                            continuation.yield(event)
                        }
                        next = size
                    }
                    continuation.finish()
                } catch is CancellationError {
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// The event at a position, or `nil` beyond the head.
    ///
    /// - Throws: `LogError`, `EventError` for a damaged event.
    public func event(at position: UInt64) throws -> RecordedEvent? { try log.event(at: position) }

    /// The event with an identifier, or `nil`.
    ///
    /// - Throws: `LogError`, `EventError` for a damaged event.
    public func event(_ id: EventID) throws -> RecordedEvent? { try log.event(id) }

    /// How far the log has come.
    ///
    /// - Throws: `LogError`.
    public func head() throws -> LogHead { try log.head() }
}
