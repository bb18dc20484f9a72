import DealtrailModel
import DealtrailSales

/// Handles commands in memory, with the folds and decisions of the domain and nothing else.
struct CommandRunner {
    /// An event that followed, with what its envelope would say.
    struct Recorded {
        let event: any Event
        let author: Author
        let occurredAt: OccurredAt
        let recordedAt: Timestamp
        let cause: NewEvent.Cause?
        let record: [UInt8]
    }

    private(set) var events: [Recorded] = []
    private var byTag: [Tag: [Int]] = [:]

    /// Handles a command; returns the refusal when a rule says no.
    mutating func handle<Request: Command>(
        _ command: Request, by author: Author, id: CommandID, occurredAt: OccurredAt, at now: Timestamp
    ) throws -> Refusal? {
        let context = DecisionContext(
            author: author, commandID: id, occurredAt: occurredAt, now: now, rules: SalesPolicy.standard)
        var state = Request.Decider.initial
        for index in positions(of: command.scope) {
            let record = events[index].record
            try Request.Decider.fold.apply(try EventView(position: UInt64(index), record: record.rawSpan), to: &state)
        }
        do throws(Refusal) {
            for proposed in try command.decide(state, in: context) {
                append(proposed, author, id, occurredAt, now)
            }
            return nil
        } catch {
            return error
        }
    }

    /// The events that match, in order, found by the rarest tag of each item.
    private func positions(of scope: Query) -> [Int] {
        var found: Set<Int> = []
        for item in scope.items {
            let lists = item.tags.map { byTag[$0] ?? [] }
            guard let shortest = lists.min(by: { $0.count < $1.count }) else { continue }
            for index in shortest {
                let event = events[index].event
                let fits = item.kinds.isEmpty || item.kinds.contains(type(of: event).kind)
                if fits, lists.count < 2 || item.tags.isSubset(of: event.tags) { found.insert(index) }
            }
        }
        return found.sorted()
    }

    private mutating func append(
        _ proposed: ProposedEvent, _ author: Author, _ id: CommandID, _ occurredAt: OccurredAt, _ now: Timestamp
    ) {
        let index = events.count
        guard let new = try? Self.newEvent(proposed.event) else { return }
        let builder = RecordBuilder(
            append: AppendRequest([new], by: author, id: id, occurredAt: occurredAt),
            hasher: NameHasher(low: 0, high: 0), recordedAt: now)
        guard
            let record = try? builder.record(
                index: 0, id: EventID(high: 0, low: UInt64(index)), revision: 0, cause: nil)
        else { return }
        for tag in Set(proposed.event.tags) { byTag[tag, default: []].append(index) }
        events.append(
            Recorded(
                event: proposed.event, author: author, occurredAt: occurredAt, recordedAt: now, cause: proposed.cause,
                record: record))
    }

    private static func newEvent(_ event: some Event) throws -> NewEvent { try NewEvent(event) }
}
