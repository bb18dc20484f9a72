public import Dealtrail

/// Delivers what an outbox owes, and records what became of it.
///
/// At least once: a delivery is recorded after the receiver has taken the message, so that a crash in between sends it again,
/// under the same key. Messages to one endpoint about one stream go in the order of the events, one after another; one that
/// waits for its next attempt holds up those behind it, a dead letter does not. Between streams there is no order.
///
/// ```swift
/// let runner = try await OutboxRunner.open(trail, endpoints: ["erp": Endpoint(adapter)])
/// try await runner.run()
/// ```
///
/// There is one at a time for a trail. Only it holds adapters: views, rebuilds, questions as of a time and what-ifs fold and
/// decide, and have nothing that could send.
public actor OutboxRunner {
    let trail: Trail
    let endpoints: [EndpointName: Endpoint]
    let settings: OutboxSettings
    let clock: @Sendable () -> Timestamp
    private let lock: OutboxLock
    var view: OutboxView
    var pauses = EndpointPauses()
    private var isRunning = false
    /// How much of the log the checkpoint of the trail has.
    private var saved: UInt64 = 0
    private var isClosed = false
    /// Whether nothing more is begun.
    private(set) var isStopping = false
    /// The wait for something to do.
    private var waiting: Task<Void, any Error>?
    /// After how many events the checkpoint is written anew while it runs.
    private static let savingInterval: UInt64 = 4_096

    private init(
        _ trail: Trail, _ lock: OutboxLock, _ reactions: ReactionCatalog, _ endpoints: [EndpointName: Endpoint],
        _ settings: OutboxSettings, _ clock: @escaping @Sendable () -> Timestamp
    ) {
        self.trail = trail
        self.lock = lock
        self.endpoints = endpoints
        self.settings = settings
        self.clock = clock
        view = OutboxView(reactions: reactions)
    }

    /// Becomes the one that delivers for a trail.
    ///
    /// - Parameters:
    ///   - trail: The trail.
    ///   - reactions: Those that are code of this service; those that are data come from the log.
    ///   - endpoints: Where messages go.
    ///   - settings: How it works.
    ///   - start: For a trail that was restored or copied: from which position on it delivers. What is owed for earlier
    ///     events becomes dead letters (`withheld`).
    ///   - clock: The time now, for the next attempts; a test has its own.
    ///   - randomBits: For the identifier of the directory.
    /// - Throws: ``OutboxError``: `busy` while another delivers, `restored` for a trail that was restored or copied, without
    ///   `start`; `LogError`.
    public static func open(
        _ trail: Trail, reactions: ReactionCatalog = ReactionCatalog(), endpoints: [EndpointName: Endpoint],
        settings: OutboxSettings = OutboxSettings(), resumeFrom start: UInt64? = nil,
        clock: @escaping @Sendable () -> Timestamp = TrailOptions.systemClock,
        randomBits: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
    ) async throws -> OutboxRunner {
        let lock = try OutboxLock(trail)
        do {
            try await OutboxInstance(trail).require(resumeFrom: start, randomBits: randomBits)
        } catch {
            lock.release()
            throw error
        }
        return OutboxRunner(trail, lock, reactions, endpoints, settings, clock)
    }

    /// Lets another deliver; this one does not any more.
    public func close() {
        if !isClosed { save() }
        isClosed = true
        lock.release()
    }

    /// Finishes what is under way, records it, and begins nothing more: a ``run(sleep:told:)`` returns then.
    public func stop() {
        isStopping = true
        waiting?.cancel()
    }

    /// Says how far it has come, for the process that starts next; without it that one only takes longer.
    private func save() {
        guard view.size > saved, let checkpoint = try? view.checkpoint(of: trail) else { return }
        if (try? checkpoint.write(to: trail)) != nil { saved = view.size }
    }

    /// What is owed, as of the last round.
    public var outbox: OutboxView { view }

    /// Delivers what is due, once: each stream until it is done or something of it fails.
    ///
    /// - Returns: What was done, and when the next attempt is due.
    /// - Throws: `LogError` and other faults of the trail, `CancellationError`; what was delivered and not recorded is
    ///   delivered again.
    public func deliverDue() async throws -> OutboxRound {
        guard !isRunning else { throw OutboxError(.busy, trail.log.directory) }
        isRunning = true
        defer { isRunning = false }
        try view.catchUp(with: trail)
        var round = OutboxRound()
        var lanes = Dictionary(grouping: view.owed, by: \.lane).values.sorted { OutboxItem.precedes($0[0], $1[0]) }[...]
        try await withThrowingTaskGroup(of: OutboxRound.self) { group in
            for _ in 0..<settings.concurrency {
                guard let lane = lanes.popFirst() else { break }
                group.addTask { try await self.deliver(lane) }
            }
            while let part = try await group.next() {
                round.add(part)
                if let lane = lanes.popFirst() { group.addTask { try await self.deliver(lane) } }
            }
        }
        try view.catchUp(with: trail)
        if view.size - min(saved, view.size) >= Self.savingInterval { save() }
        for lane in Dictionary(grouping: view.owed, by: \.lane).values { note(lane, in: &round) }
        return round
    }

    /// Delivers until it is stopped or the task is cancelled: at once what is appended, and what has failed when it is due
    /// again.
    ///
    /// - Parameters:
    ///   - sleep: Waits for a time; a test has its own.
    ///   - told: Called after each round; what it throws ends the run.
    /// - Throws: As ``deliverDue()``, and what `told` throws; a cancelled task ends it with `CancellationError`.
    public func run(
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        told: @Sendable (OutboxRound) throws -> Void = { _ in }
    ) async throws {
        while !isStopping {
            try Task.checkCancellation()
            let round = try await deliverDue()
            try told(round)
            if isStopping { return }
            let seen = view.size
            let wait = round.nextAttempt.map { max($0.duration(since: clock()), .zero) }
            let waiting = Task { [log = trail.log] in try await Self.wait(for: log, beyond: seen, at: wait, sleep) }
            self.waiting = waiting
            do {
                try await withTaskCancellationHandler {
                    try await waiting.value
                } onCancel: {
                    waiting.cancel()
                }
            } catch is CancellationError where isStopping {
                return
            }
        }
    }

    /// Waits for an append, or for a time where there is one.
    private static func wait(
        for log: TrailLog, beyond size: UInt64, at time: Duration?,
        _ sleep: @escaping @Sendable (Duration) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await log.waitForAppend(beyond: size) }
            if let time { group.addTask { try await sleep(time) } }
            try await group.next()
            group.cancelAll()
            // The other one ends with a cancellation.
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
        }
    }

    /// Counts what is left of a lane, and when the first of it may be tried: those behind it wait for it.
    private func note(_ lane: [OutboxItem], in round: inout OutboxRound) {
        round.waiting += lane.count
        var due = lane[0].nextAttempt ?? Timestamp(nanoseconds: 0)
        if case .endpoint(let name) = lane[0].destination {
            guard endpoints[name] != nil else {
                round.stranded += lane.count
                return
            }
            due = max(due, pauses.end(of: name) ?? due)
        }
        round.nextAttempt = min(round.nextAttempt ?? due, due)
    }
}

extension OutboxRound {
    fileprivate mutating func add(_ other: OutboxRound) {
        delivered += other.delivered
        failed += other.failed
        dead += other.dead
        applied += other.applied
    }
}
