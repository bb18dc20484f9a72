import DealtrailModel

/// What a log should hold and answer, in arrays: no records, no hashes, no index, no lock.
struct ReferenceModel {
    /// An event as it was asked for, with what the log gave it.
    struct Entry {
        let event: NewEvent
        let request: AppendRequest
        let index: Int
        let revision: Int
        let id: EventID
        let causation: EventID?
        let recordedAt: Timestamp

        var occurredAt: OccurredAt { event.occurredAt ?? request.occurredAt ?? .unknown }
    }

    /// What the answer to a request should be.
    enum Outcome: Equatable, CustomStringConvertible {
        /// Stored at these positions.
        case stored(Range<Int>)
        /// Known already, at these positions.
        case known(Range<Int>)
        /// Refused.
        case refused(AppendError.Code)

        var description: String {
            switch self {
            case .stored(let positions): "stored at \(positions)"
            case .known(let positions): "known at \(positions)"
            case .refused(let code): "refused: \(code)"
            }
        }
    }

    private(set) var entries: [Entry] = []

    /// What the log should answer, as it is now.
    func outcome(of request: AppendRequest) -> Outcome {
        if let first = entries.firstIndex(where: { $0.request.commandID == request.commandID }) {
            let known = entries[first].request
            return isSame(request, known) ? .known(first..<first + known.events.count) : .refused(.commandReused)
        }
        for condition in request.conditions {
            if let code = failure(of: condition) { return .refused(code) }
        }
        return .stored(entries.count..<entries.count + request.events.count)
    }

    /// Takes over a request that the log has stored.
    mutating func store(_ request: AppendRequest, ids: [EventID], at stamp: Timestamp) {
        for (index, event) in request.events.enumerated() {
            let cause: EventID? =
                switch event.cause {
                case .event(let id): id
                case .sibling(let sibling): ids[sibling]
                case nil: request.causation
                }
            entries.append(
                Entry(
                    event: event, request: request, index: index,
                    revision: entries.count { $0.event.stream == event.stream }, id: ids[index], causation: cause,
                    recordedAt: stamp))
        }
    }

    /// The positions of the events that a filter lets through, ascending.
    func positions(_ filter: EventFilter, in range: Range<UInt64>) -> [UInt64] {
        entries.indices.filter { index in
            let entry = entries[index]
            return range.contains(UInt64(index)) && matches(filter.query, entry)
                && (filter.stream.map { $0 == entry.event.stream } ?? true)
                && (filter.author.map { $0 == entry.request.author.id } ?? true)
                && (filter.correlation.map { $0 == entry.request.correlation } ?? true)
                && (filter.command.map { $0 == entry.request.commandID } ?? true)
                && (filter.recordedFrom.map { $0 <= entry.recordedAt } ?? true)
                && (filter.recordedTo.map { $0 >= entry.recordedAt } ?? true)
        }.map { UInt64($0) }
    }

    /// Which field of an event of the log differs from what it should be; `nil` when none does.
    func difference(of event: RecordedEvent) -> String? {
        guard event.position < UInt64(entries.count) else { return "position \(event.position)" }
        let entry = entries[Int(event.position)]
        let first = entry.index == 0
        let fields: [(String, Bool)] = [
            ("id", event.id == entry.id), ("kind", event.kind == entry.event.kind),
            ("version", event.version == entry.event.version), ("stream", event.stream == entry.event.stream),
            ("revision", event.revision == UInt64(entry.revision)), ("tags", event.tags == entry.event.tags),
            ("payload", event.payload == entry.event.payload), ("author", event.author == entry.request.author),
            ("time of occurrence", event.occurredAt == entry.occurredAt),
            ("stamp", event.recordedAt == entry.recordedAt),
            ("correlation", event.correlation == entry.request.correlation),
            ("cause", event.causation == entry.causation),
            ("rules", event.rules == entry.request.rules), ("provenance", event.provenance == entry.event.provenance),
            ("command id", event.commandID == entry.request.commandID), ("index", event.index == UInt64(entry.index)),
            ("count", event.count == UInt64(entry.request.events.count)),
            ("command", event.command == (first ? entry.request.command : nil)),
            ("answers of ports", event.portAnswers == (first ? entry.request.portAnswers : nil)),
            ("signature", event.signature == (first ? entry.request.signature : nil)),
        ]
        return fields.first { !$0.1 }?.0
    }

    private func failure(of condition: AppendCondition) -> AppendError.Code? {
        switch condition {
        case .stream(let stream, let expected):
            let count = entries.count { $0.event.stream == stream }
            let holds =
                switch expected {
                case .noStream: count == 0
                case .exists: count > 0
                case .exactly(let revision): count > 0 && revision == UInt64(count - 1)
                }
            return holds ? nil : .conflict
        case .noneMatching(let query, let after):
            let start = after.map { $0 >= UInt64(entries.count) ? entries.count : Int($0) + 1 } ?? 0
            return entries.dropFirst(start).contains { matches(query, $0) } ? .conflict : nil
        case .unique(let query):
            return entries.contains { matches(query, $0) } ? .alreadyExists : nil
        }
    }

    private func matches(_ query: Query, _ entry: Entry) -> Bool {
        query.items.contains { item in
            (item.kinds.isEmpty || item.kinds.contains(entry.event.kind))
                && item.tags.isSubset(of: entry.event.tags)
        }
    }

    private func isSame(_ request: AppendRequest, _ known: AppendRequest) -> Bool {
        if let command = request.command, let other = known.command { return command == other }
        guard (request.command == nil) == (known.command == nil), request.author == known.author,
            request.events.count == known.events.count
        else { return false }
        return zip(request.events, known.events).allSatisfy { left, right in
            left.kind == right.kind && left.version == right.version && left.stream == right.stream
                && left.tags == right.tags && left.payload == right.payload
                && left.occurredAt ?? request.occurredAt ?? .unknown == right.occurredAt ?? known.occurredAt ?? .unknown
        }
    }
}
