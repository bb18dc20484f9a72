import DealtrailLog
public import DealtrailModel

extension CommandHandler {
    /// Decides recorded commands again under other rules, each against its actual prior history.
    ///
    /// Nothing is appended, and no effect outside the log is repeated.
    ///
    /// - Parameters:
    ///   - range: The events whose commands are decided again.
    ///   - catalog: The commands that are known.
    ///   - candidate: The other rules, given those that were in force. Keep their version, so that decisions which differ in
    ///     nothing else do not differ.
    ///   - parts: Parts of `candidate` by name, each as the rules that were in force with that part alone in place of theirs.
    ///     They are asked where neither side refuses, for which of them makes the difference.
    ///   - progress: Called from time to time with the count of events looked at and of all events in the range.
    /// - Throws: `LogError`, `EventError`, ``EngineError`` (`rulesUnavailable`), what `candidate` and `parts` throw, `CancellationError`.
    /// - Complexity: O(events in the range), and for each command the events of its scope; parts are asked for changes alone.
    public func replay(
        in range: Range<UInt64> = 0..<UInt64.max, catalog: Catalog,
        under candidate: @escaping @Sendable (any RuleSet) throws -> any RuleSet,
        parts: @escaping @Sendable (any RuleSet) throws -> [(name: String, rules: any RuleSet)] = { _ in [] },
        progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> DecisionReplay {
        try await Background.run("dealtrail.what-if") { [self] cancellation in
            let end = min(range.upperBound, try log.head().size)
            var pass = ReplayPass(
                handler: self, catalog: catalog, candidate: candidate, parts: parts,
                range: min(range.lowerBound, end)..<end)
            var next = pass.result.range.lowerBound
            while next < end {
                try cancellation.check()
                // In pieces, so that no read transaction is held while commands are decided.
                let stop = min(end, next + 4_096)
                var commands: [RecordedEvent] = []
                try log.scan(.all, in: next..<stop, direction: .forward) { event in
                    try event.checkBody()
                    if try event.bearsCommand { commands.append(try event.recorded()) }
                    return true
                }
                for event in commands { try pass.decide(event) }
                next = stop
                progress(next - pass.result.range.lowerBound, end - pass.result.range.lowerBound)
            }
            return pass.result
        }
    }
}
