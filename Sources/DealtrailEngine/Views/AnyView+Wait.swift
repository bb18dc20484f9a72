import DealtrailLog

extension AnyView {
    /// Returns when the view has seen an event, so that whoever appended it can ask for what follows from it.
    ///
    /// It catches the view up itself, whoever else does; where the log has not come to the position yet, it waits for
    /// appends of any process.
    ///
    /// - Parameters:
    ///   - position: The position of the event, such as that of a receipt.
    ///   - limit: How long to wait at most; `nil` for as long as the task is not cancelled.
    ///   - clock: What measures the limit.
    /// - Throws: ``EngineError`` (`waitTimedOut`, with how far the view is), ``ViewFault`` when the view stands still at or
    ///   before the event, `CancellationError`; else as a catch-up.
    public func wait(
        toSee position: UInt64, within limit: Duration? = nil, clock: any Clock<Duration> = ContinuousClock()
    ) async throws {
        if try hasSeen(position) { return }
        guard let limit else { return try await follow(to: position) }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await follow(to: position)
                return true
            }
            group.addTask {
                try await clock.sleep(for: limit)
                return false
            }
            defer { group.cancelAll() }
            if try await group.next() == true { return }
            let seen = try checkpoint()?.position ?? 0
            throw EngineError(
                .waitTimedOut, "\(identity) has folded \(seen) events and not the one at position \(position)")
        }
    }

    private func hasSeen(_ position: UInt64) throws -> Bool { try checkpoint().map { $0.position > position } ?? false }

    private func follow(to position: UInt64) async throws {
        while true {
            // A checkpoint of another log says nothing: a catch-up finds out.
            try await catchUp()
            if try hasSeen(position) { return }
            let size = try runtime.log.head().size
            if size <= position { _ = try await runtime.log.waitForAppend(beyond: size) }
        }
    }
}
