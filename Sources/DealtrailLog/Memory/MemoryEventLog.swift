public import DealtrailModel
import DealtrailProof
import Synchronization

/// A log in memory: for tests, for trying things out, and as the plain reference that other logs are compared with.
///
/// It does everything by looking at every event, so it is quick up to some thousands of them. Nothing of it outlives the
/// process; apart from that it behaves like ``TrailLog``, errors included.
public final class MemoryEventLog: EventLog {
    /// The name of the log in proofs and commands.
    public let origin: String
    /// The name hashes of this log.
    public let hasher: NameHasher

    private let clock: RecordingClock
    private let randomBits: @Sendable () -> UInt64
    private let contents: Mutex<MemoryContents>

    /// Creates an empty log.
    ///
    /// - Parameters:
    ///   - origin: The name of the log.
    ///   - options: Clock and random bits; the sizes are not used.
    public init(origin: String = "memory", options: TrailOptions = TrailOptions()) {
        self.origin = origin
        clock = RecordingClock(now: options.clock)
        randomBits = options.randomBits
        hasher = NameHasher(low: options.randomBits(), high: options.randomBits())
        contents = Mutex(MemoryContents(hasher: hasher))
    }

    /// How far the log has come.
    ///
    /// - Throws: ``LogError`` (`closed`).
    public func head() throws -> LogHead {
        try contents.withLock { contents in
            try requireOpen(contents)
            return contents.head
        }
    }

    /// Appends each request on its own, all under one stamp.
    public func append(_ requests: [AppendRequest]) async -> [Result<Receipt, any Error>] {
        guard !requests.isEmpty else { return [] }
        do {
            return try commit { (contents, stamp, identifiers) in
                requests.map { request in
                    Result { try contents.append(request, at: stamp, from: .author, &identifiers) }
                }
            }
        } catch {
            return requests.map { _ in .failure(error) }
        }
    }

    /// Loads what a decision rests on, decides inside the lock, and appends what follows.
    ///
    /// - Throws: `AppendError`, ``LogError``, or what the decision throws.
    public func transact<State: Sendable>(_ transaction: Transaction<State>) async throws -> Receipt? {
        try commit { (contents, stamp, identifiers) in
            if let receipt = try contents.replay(of: transaction.commandID, command: transaction.command) {
                return receipt
            }
            var state = transaction.initial
            for (position, event) in contents.events.enumerated()
            where transaction.scope.matches(kind: event.kind, tags: event.tags) {
                let record = contents.records[position]
                try transaction.fold.apply(
                    EventView(position: UInt64(position), record: record.rawSpan), to: &state)
            }
            guard let request = try transaction.decide(state, stamp) else { return nil }
            return try contents.append(request, at: stamp, from: .decision, &identifiers)
        }
    }

    /// Calls `body` with the events that the filter lets through, borrowed, until it returns `false`.
    ///
    /// - Throws: ``LogError`` (`closed`), and what `body` throws.
    /// - Complexity: O(events in the range).
    public func scan(
        _ filter: EventFilter, in range: Range<UInt64>, direction: ReadDirection,
        _ body: (borrowing EventView) throws -> Bool
    ) throws {
        // Read outside the lock, so that `body` may use the log: arrays are values, and these do not change any more.
        let (records, events) = try contents.withLock { contents in
            try requireOpen(contents)
            return (contents.records, contents.events)
        }
        let size = UInt64(records.count)
        let positions = min(range.lowerBound, size)..<min(range.upperBound, size)
        for offset in 0..<positions.count {
            let index = Int(positions.lowerBound) + (direction == .forward ? offset : positions.count - 1 - offset)
            guard filter.matches(events[index]) else { continue }
            let record = records[index]
            guard try body(EventView(position: UInt64(index), record: record.rawSpan)) else { return }
        }
    }

    /// Waits until the log is larger than `size`.
    ///
    /// - Throws: `CancellationError`, ``LogError`` (`closed`), also when it is closed meanwhile.
    public func waitForAppend(beyond size: UInt64) async throws -> UInt64 {
        let number = contents.withLock { $0.drawWaiterNumber() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                contents.withLock { contents in
                    if contents.isClosed {
                        continuation.resume(throwing: LogError(.closed, origin))
                    } else if contents.head.size > size {
                        continuation.resume(returning: contents.head.size)
                    } else if Task.isCancelled {
                        continuation.resume(throwing: CancellationError())
                    } else {
                        contents.waiters[number] = .init(size: size, continuation: continuation)
                    }
                }
            }
        } onCancel: {
            let waiter = contents.withLock { $0.waiters.removeValue(forKey: number) }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Ends all waiting; later calls throw ``LogError`` (`closed`).
    public func close() async throws {
        let waiters = contents.withLock { contents in
            contents.isClosed = true
            defer { contents.waiters = [:] }
            return contents.waiters
        }
        for waiter in waiters.values { waiter.continuation.resume(throwing: LogError(.closed, origin)) }
    }

    /// Does some work under one stamp, and wakes who waits for its events.
    private func commit<Answer: Sendable>(
        _ work: (inout MemoryContents, Timestamp, inout EventIDSequence) throws -> Answer
    ) throws -> Answer {
        let (answer, size, woken) = try contents.withLock { contents in
            try requireOpen(contents)
            let stamp = try clock.stamp(after: contents.head.lastRecordedAt)
            var identifiers = EventIDSequence(stamp: stamp, randomBits: randomBits())
            let answer = try work(&contents, stamp, &identifiers)
            return (answer, contents.head.size, contents.takeWaiters())
        }
        for waiter in woken { waiter.continuation.resume(returning: size) }
        return answer
    }

    private func requireOpen(_ contents: borrowing MemoryContents) throws {
        guard !contents.isClosed else { throw LogError(.closed, origin) }
    }
}
