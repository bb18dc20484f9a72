import DealtrailLog
import DealtrailModel

/// Which events one version of a view passes over, as the log says (decision 14).
struct ViewSkips {
    private let identity: ViewIdentity
    /// The positions of the events.
    private(set) var positions: Set<UInt64> = []

    /// Reads them from the log, whatever the point in time that is asked for: that an event cannot be folded is no matter of
    /// when somebody found out.
    ///
    /// - Throws: `LogError`, `EventError`.
    /// - Complexity: O(1) for a view without any, with a log that has indexes.
    init(of identity: ViewIdentity, in log: any EventLog) throws {
        self.identity = identity
        let query = Query(items: [Query.Item(kinds: [ViewEventSkipped.kind])])
        var found: [(skipped: ViewEventSkipped, at: UInt64)] = []
        try log.scan(
            EventFilter(query: query, stream: ViewEventSkipped.stream(of: identity.name)), in: 0..<UInt64.max,
            direction: .forward
        ) { event in
            found.append((try event.decode(ViewEventSkipped.self), event.position))
            return true
        }
        for (skipped, position) in found where skipped.codeVersion == identity.codeVersion {
            // It names an event of this log, before itself; anything else says nothing.
            guard skipped.view == identity.name, skipped.position < position,
                try log.event(at: skipped.position)?.id == skipped.event
            else { continue }
            positions.insert(skipped.position)
        }
    }

    /// Puts into the log that an event is passed over; once is enough.
    ///
    /// - Returns: The receipt, or `nil` when it was passed over already.
    /// - Throws: `AppendError`, `LogError`, `EncodingError`.
    static func append(
        _ fault: ViewFault, _ event: EventID, _ kind: EventKind, by author: Author, reason: String,
        to log: any EventLog
    ) async throws -> Receipt? {
        let skipped = ViewEventSkipped(
            view: fault.view.name, codeVersion: fault.view.codeVersion, position: fault.position, event: event,
            eventKind: kind, error: fault.error, reason: reason)
        let new = try NewEvent(skipped)
        let id = CommandID("view:skip:\(fault.view.name).\(fault.view.codeVersion):\(event)")
        let tag = Query(items: [Query.Item(kinds: [ViewEventSkipped.kind], tags: Set(skipped.tags))])
        let fold = Fold<Bool> {
            On(ViewEventSkipped.self) { isKnown, known in
                if known.codeVersion == skipped.codeVersion, known.event == skipped.event { isKnown = true }
            }
        }
        let transaction = Transaction(commandID: id, scope: tag, initial: false, fold: fold) { isKnown, now in
            isKnown ? nil : AppendRequest([new], by: author, id: id, occurredAt: .at(now))
        }
        return try await log.transact(transaction)
    }
}
