import DealtrailLog
import DealtrailModel
import DealtrailProof

/// A random workload on its way: the log, the model, and what has been asked.
struct RandomRun {
    private struct Refused: Error {}

    private let log: any EventLog
    private var generator: SeededGenerator
    private var model = ReferenceModel()
    private var asked: [AppendRequest] = []
    private var commandNumber = 0
    private var lastStamp: Timestamp?

    init(log: any EventLog, seed: UInt64) {
        self.log = log
        generator = SeededGenerator(seed: seed)
    }

    /// One random operation and the comparison of its answer.
    mutating func step() async throws {
        switch generator.below(10) {
        case 0...3: try await appendBatch()
        case 4: try await transact()
        case 5...7: try scan()
        case 8: try lookUp()
        default: if generator.chance(oneIn: 8) { try compareAll() } else { try scan() }
        }
    }

    /// Compares every event, the size and the root.
    func compareAll() throws {
        let events = try log.events()
        try expect(events.count, model.entries.count, "the size")
        var frontier = TreeFrontier()
        for event in events {
            if let field = model.difference(of: event) {
                throw ConformanceFailure("the event at \(event.position) differs in: \(field)")
            }
            frontier.append(TreeHasher.leaf(event.canonical))
        }
        let head = try log.head()
        try expect(head.size, UInt64(events.count), "the size of the head")
        try expect(head.root, frontier.root, "the root of the head")
        try expect(head.lastRecordedAt, lastStamp, "the last stamp of the head")
    }

    private mutating func appendBatch() async throws {
        let requests = (0..<1 + generator.below(4)).map { _ in randomRequest() }
        let results = await log.append(requests)
        try expect(results.count, requests.count, "the count of answers")
        for (request, result) in zip(requests, results) { try compare(result, request) }
    }

    private mutating func transact() async throws {
        let scope = randomQuery()
        let request = randomRequest()
        let choice = generator.below(5)
        let expected = model.positions(EventFilter(query: scope), in: 0..<UInt64.max)
        let known = model.entries.first { $0.request.commandID == request.commandID }
        let transaction = Transaction<[UInt64]>(
            commandID: request.commandID, command: request.command, scope: scope, initial: [],
            fold: Fold { Names.kinds.map { kind in Fold<[UInt64]>.Row(kind: kind) { $0.append($1.position) } } }
        ) { seen, _ in
            try expect(seen, expected, "what the decision saw of \(scope)")
            if choice == 0 { return nil }
            if choice == 1 { throw Refused() }
            return request
        }
        do {
            let receipt = try await log.transact(transaction)
            if known == nil, choice == 0 {
                try expect(receipt, nil, "the receipt of nothing")
            } else if let receipt {
                if known != nil { try expect(receipt.isReplay, "a known command was decided again") }
                try compare(.success(receipt), request)
            } else {
                throw ConformanceFailure("no receipt for command \(request.commandID)")
            }
        } catch is Refused {
            try expect(known == nil && choice == 1, "the decision was asked to throw for a known command")
        } catch let error as AppendError {
            if known != nil, request.command == nil || known?.request.command == nil {
                try expect(error.code, .commandReused, "the answer to a known command")
            } else {
                try compare(.failure(error), request)
            }
        }
    }

    /// Compares an answer with the model, and takes over what was stored.
    private mutating func compare(_ result: Result<Receipt, any Error>, _ request: AppendRequest) throws {
        let expected = model.outcome(of: request)
        let found: ReferenceModel.Outcome
        switch result {
        case .success(let receipt):
            let positions = Int(receipt.positions.lowerBound)..<Int(receipt.positions.upperBound)
            found = receipt.isReplay ? .known(positions) : .stored(positions)
        case .failure(let error as AppendError): found = .refused(error.code)
        case .failure(let error): throw error
        }
        try expect(found, expected, "the answer to \(request.commandID) under \(request.conditions)")
        guard case .success(let receipt) = result else { return }
        if receipt.isReplay {
            let first = model.entries[Int(receipt.positions.lowerBound)]
            try expect(receipt.recordedAt, first.recordedAt, "the stamp of a replay")
            try expect(
                receipt.eventIDs,
                model.entries[Int(receipt.positions.lowerBound)..<Int(receipt.positions.upperBound)].map(\.id),
                "the identifiers of a replay")
        } else {
            try expect(receipt.eventIDs.count, request.events.count, "the count of identifiers")
            if let lastStamp { try expect(receipt.recordedAt >= lastStamp, "the stamp goes back") }
            lastStamp = receipt.recordedAt
            model.store(request, ids: receipt.eventIDs, at: receipt.recordedAt)
            asked.append(request)
        }
    }

    private mutating func scan() throws {
        let filter = randomFilter()
        let range = randomRange()
        let backward = Bool.random(using: &generator)
        let limit = generator.chance(oneIn: 3) ? generator.below(6) : .max
        var expected = model.positions(filter, in: range)
        if backward { expected.reverse() }
        let events = try log.events(filter, in: range, direction: backward ? .backward : .forward, limit: limit)
        try expect(
            events.map(\.position), Array(expected.prefix(limit)),
            "\(filter) in \(range), \(backward ? "backward" : "forward"), at most \(limit)")
        for event in events {
            if let field = model.difference(of: event) {
                throw ConformanceFailure("the event at \(event.position) differs in: \(field)")
            }
        }
    }

    private mutating func lookUp() throws {
        let position = UInt64(generator.below(model.entries.count + 3))
        let event = try log.event(at: position)
        try expect(event != nil, position < UInt64(model.entries.count), "whether there is an event at \(position)")
        if let event, let field = model.difference(of: event) {
            throw ConformanceFailure("the event at \(position) differs in: \(field)")
        }
    }
}

/// The small worlds that names are drawn from: small, so that they meet.
private enum Names {
    static let kinds: [EventKind] = ["quote.made", "quote.priced", "visit.made", "k"]
    static let streams: [StreamName] = ["quote:1", "quote:2", "visit:1", "account:1", "\u{6c34}"]
    static let tags: [Tag] = ["account:1", "account:2", "quote:1", "rep:lin", "caf\u{e9}", "cafe\u{301}"]
    static let authors = [
        Author("rep:lin"), Author("rep:wu", onBehalfOf: "rep:lin", channel: .mobile, device: "d"),
        Author("bot", kind: .automation), Author("account:1", kind: .claimed, channel: .import),
    ]
    static let correlations: [CorrelationID] = ["deal:1", "deal:2", "c-3"]
}

extension RandomRun {
    private mutating func randomRequest() -> AppendRequest {
        if !asked.isEmpty, generator.chance(oneIn: 6) {
            // Something known: as it was, or not quite.
            var request = generator.pick(asked)
            if generator.chance(oneIn: 2) { request.events = (0..<2).map { _ in randomEvent(0) } }
            if generator.chance(oneIn: 4) { request.author = generator.pick(Names.authors) }
            if generator.chance(oneIn: 4) { request.correlation = generator.pick(Names.correlations) }
            if generator.chance(oneIn: 4) { request.command = [0xa1, 0x01, UInt8(generator.below(3))] }
            return request
        }
        commandNumber += 1
        let count = generator.chance(oneIn: 20) ? 40 : 1 + generator.below(4)
        var request = AppendRequest(
            (0..<count).map { randomEvent($0) }, by: generator.pick(Names.authors), id: CommandID("c-\(commandNumber)"),
            conditions: generator.chance(oneIn: 2) ? (0..<1 + generator.below(2)).map { _ in randomCondition() } : [])
        if generator.chance(oneIn: 3) {
            request.occurredAt = .at(Timestamp(nanoseconds: Int64(generator.below(1_000))))
        }
        if generator.chance(oneIn: 3) { request.correlation = generator.pick(Names.correlations) }
        if generator.chance(oneIn: 4) { request.command = [0xa1, 0x01, UInt8(generator.below(3))] }
        if generator.chance(oneIn: 4) { request.portAnswers = [0xa0] }
        if request.command != nil, request.portAnswers != nil {
            // A log keeps what it is given: whether a signature holds is for whoever decides.
            request.signature = AuthorPublicKey(bytes: Array(repeating: 1, count: 32))
                .flatMap { CommandSignature(key: $0, bytes: Array(repeating: 2, count: 64)) }
        }
        if generator.chance(oneIn: 4) { request.rules = ContentDigest(of: [UInt8(generator.below(3))]) }
        if generator.chance(oneIn: 4) { request.causation = model.entries.last?.id }
        return request
    }

    private mutating func randomEvent(_ index: Int) -> NewEvent {
        var payload: [CBORKey: CBORValue] = [.number(1): .unsigned(generator.next())]
        if generator.chance(oneIn: 10) {
            payload[.number(2)] = .bytes([UInt8](repeating: 7, count: generator.below(5_000)))
        }
        var event = NewEvent(
            kind: generator.pick(Names.kinds), version: UInt32(1 + generator.below(3)),
            stream: generator.pick(Names.streams), tags: generator.some(of: Names.tags, oneIn: 3),
            payload: CBORValue.map(payload).canonical)
        if generator.chance(oneIn: 4) { event.occurredAt = .unknown }
        if index > 0, generator.chance(oneIn: 3) { event.cause = .sibling(generator.below(index)) }
        if generator.chance(oneIn: 8) {
            event.provenance = .imported(file: "f.csv", row: UInt64(index), digest: ContentDigest(of: []))
        }
        return event
    }

    private mutating func randomCondition() -> AppendCondition {
        let size = UInt64(model.entries.count)
        switch generator.below(6) {
        case 0: return .stream(generator.pick(Names.streams), .noStream)
        case 1: return .stream(generator.pick(Names.streams), .exists)
        case 2:
            let stream = generator.pick(Names.streams)
            let next = UInt64(model.entries.count { $0.event.stream == stream })
            return .stream(
                stream, .exactly((next + UInt64(generator.below(3))).subtractingReportingOverflow(2).partialValue))
        case 3: return .unique(randomQuery())
        case 4: return .noneMatching(randomQuery(), after: nil)
        default:
            return .noneMatching(randomQuery(), after: size &+ UInt64(generator.below(4)) &- UInt64(generator.below(8)))
        }
    }

    private mutating func randomQuery() -> Query {
        if generator.chance(oneIn: 12) { return generator.chance(oneIn: 2) ? .all : .none }
        return Query(
            items: (0..<1 + generator.below(2)).map { _ in
                Query.Item(
                    kinds: Set(generator.some(of: Names.kinds, oneIn: 3)),
                    tags: Set(generator.some(of: Names.tags, oneIn: 4)))
            })
    }

    private mutating func randomFilter() -> EventFilter {
        var filter = EventFilter(query: generator.chance(oneIn: 2) ? .all : randomQuery())
        if generator.chance(oneIn: 3) { filter.stream = generator.pick(Names.streams) }
        if generator.chance(oneIn: 5) { filter.author = generator.pick(Names.authors).id }
        if generator.chance(oneIn: 6) { filter.correlation = generator.pick(Names.correlations) }
        if generator.chance(oneIn: 8) { filter.command = CommandID("c-\(generator.below(commandNumber + 2))") }
        if !model.entries.isEmpty {
            if generator.chance(oneIn: 6) { filter.recordedFrom = randomStamp() }
            if generator.chance(oneIn: 6) { filter.recordedTo = randomStamp() }
        }
        return filter
    }

    /// A stamp of an event, or one nanosecond to either side.
    private mutating func randomStamp() -> Timestamp {
        let stamp = generator.pick(model.entries).recordedAt
        return Timestamp(nanoseconds: stamp.nanoseconds + Int64(generator.below(3)) - 1)
    }

    private mutating func randomRange() -> Range<UInt64> {
        if generator.chance(oneIn: 3) { return 0..<UInt64.max }
        let start = UInt64(generator.below(model.entries.count + 2))
        return start..<start + UInt64(generator.below(model.entries.count + 2))
    }
}
