public import DealtrailModel
import DealtrailSales

/// Tests of decisions without a database: given these events, when this command comes, then those events follow.
///
/// ```swift
/// try given(QuoteCreated(quote: "Q-17", account: "acme", currency: .cny), line)
///     .when(Quote.changePrice("Q-17", line: "L-2", to: .cny("92.50"), reason: "competitor offer"), by: lin)
///     .then(QuoteLinePriceChanged(...))
/// ```
///
/// It knows no test framework: what is not as expected is thrown as a ``GivenWhenThenFailure``.
public struct GivenWhenThen: Sendable {
    /// An event of the past with its author.
    struct Past: Sendable {
        let event: any Event
        let author: Author
        /// When it happened; `nil` when nobody stated it.
        var occurredAt: Timestamp?
        /// When it was recorded.
        var recordedAt = GivenWhenThen.monday
    }

    /// Who is the author where a scenario names nobody.
    public static let anybody = Author("rep:anybody")
    /// When commands are handled where a scenario names no time: 2026-03-02T09:00:00Z, a Monday.
    public static let monday = Timestamp(nanoseconds: 1_772_442_000_000_000_000)

    let past: [Past]

    /// More events, in order, by another author, or that happened and were recorded at a time.
    public func and(
        _ events: any Event..., by author: Author = GivenWhenThen.anybody, at time: Timestamp? = nil
    ) -> GivenWhenThen {
        let events = events.map {
            Past(event: $0, author: author, occurredAt: time, recordedAt: time ?? GivenWhenThen.monday)
        }
        return GivenWhenThen(past: past + events)
    }

    /// Lets a command be decided on the events that lie in its scope.
    ///
    /// The command and the events pass through their stored forms, as they would in a log.
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - author: Who asks.
    ///   - now: The recorded time that its events would bear.
    ///   - occurredAt: When it happened, as the author says.
    ///   - rules: The rules in force; those of the sales domain that are built in, by default.
    /// - Throws: `EncodingError`, `DecodingError`, `CBORError` or `EventError` when a stored form does not read,
    ///   ``GivenWhenThenFailure`` when the decision is not the same twice.
    public func when<Request: Command>(
        _ command: Request, by author: Author = GivenWhenThen.anybody, at now: Timestamp = GivenWhenThen.monday,
        occurredAt: OccurredAt? = nil, under rules: (any RuleSet)? = nil
    ) throws -> Outcome {
        let context = DecisionContext(
            author: author, commandID: "given-when-then", occurredAt: occurredAt, now: now,
            rules: rules ?? SalesPolicy.standard)
        var state = try state(of: command, within: command.scope)
        var further = Query.none
        while true {
            let wanted = command.furtherScope(state, under: context.rules)
            guard !further.includes(wanted) else { break }
            further = further.or(wanted)
            state = try self.state(of: command, within: command.scope.or(further))
        }
        let stored = try CBORDecoder().decode(Request.self, from: CBOREncoder().encode(command))
        let first = Self.decide(command, state, context)
        let second = Self.decide(stored, state, context)
        guard first.isSame(as: second) else {
            throw GivenWhenThenFailure("\(Request.kind) decides otherwise after its stored form was read")
        }
        var result = Outcome(proposed: first.proposed, refusal: first.refusal, past: past, author: author)
        for proposed in first.proposed {
            result.following.append(
                Past(
                    event: proposed.event, author: author, occurredAt: (occurredAt ?? .at(now)).time?.instant,
                    recordedAt: now))
            // What a decision yields must be readable by its own fold.
            try fold(
                result.following[result.following.count - 1], at: past.count, within: .all, Request.Decider.fold,
                into: &state)
        }
        return result
    }

    /// What is known of the events of a scope.
    private func state<Request: Command>(
        of command: Request, within scope: Query
    ) throws -> Request.Decider.State {
        var state = Request.Decider.initial
        for (index, past) in past.enumerated() {
            try fold(past, at: index, within: scope, Request.Decider.fold, into: &state)
        }
        return state
    }

    private static func decide<Request: Command>(
        _ command: Request, _ state: Request.Decider.State, _ context: DecisionContext
    ) -> Decision {
        do throws(Refusal) {
            return Decision(proposed: try command.decide(state, in: context), refusal: nil)
        } catch {
            return Decision(proposed: [], refusal: error)
        }
    }

    private func fold<State>(
        _ past: Past, at index: Int, within scope: Query, _ fold: Fold<State>, into state: inout State
    ) throws {
        guard scope.matches(kind: type(of: past.event).kind, tags: past.event.tags) else { return }
        let request = AppendRequest(
            [try Self.newEvent(past.event)], by: past.author, id: CommandID("given-\(index)"),
            occurredAt: past.occurredAt.map(OccurredAt.at))
        try request.validate(from: .decision)
        let builder = RecordBuilder(
            append: request, hasher: NameHasher(low: 0, high: 0), recordedAt: past.recordedAt)
        let record = try builder.record(
            index: 0, id: EventID(high: 0, low: UInt64(index)), revision: 0, cause: nil)
        try fold.apply(try EventView(position: UInt64(index), record: record.rawSpan), to: &state)
    }

    private static func newEvent(_ event: some Event) throws -> NewEvent { try NewEvent(event) }
}

/// Starts a scenario with events of the past, in order.
public func given(_ events: any Event..., by author: Author = GivenWhenThen.anybody) -> GivenWhenThen {
    GivenWhenThen(past: events.map { .init(event: $0, author: author) })
}

/// What a decision came to.
struct Decision {
    let proposed: [ProposedEvent]
    let refusal: Refusal?

    func isSame(as other: Decision) -> Bool {
        refusal == other.refusal && proposed.count == other.proposed.count
            && zip(proposed, other.proposed).allSatisfy { $0.cause == $1.cause && $0.event.isSame(as: $1.event) }
    }
}

extension Event {
    func isSame(as other: any Event) -> Bool { other as? Self == self }
}
