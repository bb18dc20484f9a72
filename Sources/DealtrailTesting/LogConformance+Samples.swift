import DealtrailLog
import DealtrailModel
import DealtrailProof

extension LogConformance {
    /// An event with a payload of one number.
    static func event(
        _ stream: StreamName = "thing:1", kind: EventKind = "test.happened", tags: [Tag] = [], value: UInt64 = 0,
        occurredAt: OccurredAt? = nil, cause: NewEvent.Cause? = nil, provenance: Provenance = .witnessed
    ) -> NewEvent {
        NewEvent(
            kind: kind, stream: stream, tags: tags, payload: CBORValue.map([.number(1): .unsigned(value)]).canonical,
            occurredAt: occurredAt, cause: cause, provenance: provenance)
    }

    /// A request by the usual author.
    static func request(
        _ id: CommandID, _ events: [NewEvent] = [event()], _ conditions: [AppendCondition] = [],
        by author: Author = Author("rep:lin")
    ) -> AppendRequest {
        AppendRequest(events, by: author, id: id, conditions: conditions)
    }

    /// The code of the `AppendError` of a result; `nil` for a success.
    static func code(_ result: Result<Receipt, any Error>) throws -> AppendError.Code? {
        switch result {
        case .success: return nil
        case .failure(let error):
            guard let refusal = error as? AppendError else { throw ConformanceFailure("not an AppendError: \(error)") }
            return refusal.code
        }
    }

    /// Appends one request that must fail with `code` and leave the log as it was.
    static func expectRefusal(
        _ code: AppendError.Code, of request: AppendRequest, by log: any EventLog, _ what: String
    ) async throws {
        let before = try log.head()
        guard let result = await log.append([request]).first else { throw ConformanceFailure("\(what): no answer") }
        let found = try Self.code(result)
        try expect(found == code, "\(what): expected \(code), found \(found.map { "\($0)" } ?? "a receipt")")
        try expect(try log.head(), before, "\(what): the head after a request that was refused")
    }

    /// Checks what always holds: dense positions and revisions, stamps that do not go back, the root over all events.
    static func expectSound(_ log: any EventLog) throws {
        let head = try log.head()
        let events = try log.events()
        try expect(UInt64(events.count), head.size, "the count of events")
        try expect(events.last?.recordedAt, head.lastRecordedAt, "the last stamp of the head")
        var revisions: [StreamName: UInt64] = [:]
        var frontier = TreeFrontier()
        var last: Timestamp?
        for (index, event) in events.enumerated() {
            try expect(event.position, UInt64(index), "a position")
            try expect(event.revision, revisions[event.stream, default: 0], "the revision of event \(index)")
            revisions[event.stream, default: 0] += 1
            if let last { try expect(event.recordedAt >= last, "the stamp of event \(index) goes back") }
            last = event.recordedAt
            frontier.append(TreeHasher.leaf(event.canonical))
        }
        try expect(frontier.root, head.root, "the root over the canonical events")
        try expect(Set(events.map(\.id)).count, events.count, "the count of different event ids")
    }
}
