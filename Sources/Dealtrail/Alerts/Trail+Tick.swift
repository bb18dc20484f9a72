import DealtrailEngine
import DealtrailLog
public import DealtrailModel
import DealtrailSales
import DealtrailViews

extension Trail {
    /// How many alerts one append records at most.
    private static let batch = 256
    /// How often a tick begins again because something happened to its subjects meanwhile.
    private static let attempts = 16

    /// Records what fell due and nobody recorded: alerts that are raised, climb, or are resolved.
    ///
    /// Each alert is raised once, whoever ticks and how many at once: what is recorded is looked at again inside the order
    /// of the log, where also nothing may have happened to the subjects that was not taken in. A tick that finds nothing
    /// records nothing. What came and went between two ticks is not raised afterwards; ``alerts(asOf:under:_:)`` knows it.
    ///
    /// - Parameters:
    ///   - time: The time to look at, which has come; `nil` for now. After a time without ticks, several in order record
    ///     what was open at each.
    ///   - author: Who ticks.
    /// - Throws: ``TickError``, `LogError`, `EngineError`, `EventError`, `AppendError`.
    /// - Complexity: O(subjects + alerts recorded), and of all events for another time than now.
    @discardableResult
    public func tick(at time: Timestamp? = nil, by author: Author) async throws -> TickOutcome {
        try await tick(at: time, only: nil, by: author)
    }

    /// The same about some subjects, or about all; of some, deadlines and counts alone.
    func tick(at time: Timestamp?, only subjects: Set<Tag>?, by author: Author) async throws -> TickOutcome {
        let present = try stamp().time
        if let time, time > present { throw TickError.future(time, now: present) }
        let at = time ?? present
        var outcome = TickOutcome(at: at)
        for _ in 0..<Self.attempts {
            let point = time.map { AsOf.effective($0) } ?? .head
            if try await record(tickPlan(at: at, point, only: subjects), at: at, by: author, &outcome) {
                return outcome
            }
        }
        throw TickError.busy(attempts: Self.attempts)
    }

    /// What a tick has to record, up to which position it looked, and at which kinds.
    private func tickPlan(
        at time: Timestamp, _ point: AsOf, only subjects: Set<Tag>?
    ) async throws -> (plan: TickPlan, position: UInt64?, kinds: Set<EventKind>) {
        let rules = AlertRules(try policy(at: time))
        let answer = try await states(of: subjects, asOf: point)
        let stamp = answer.stamp.speaking(of: time)
        let states = try completed(answer.states, only: subjects, beyond: rules.beyond, point, stamp)
        var found = try alerts(of: states, rules, point, stamp)
        let recorded: [AlertState]
        if let subjects {
            recorded = try subjects.sorted().flatMap { try self.recorded(about: $0) }.filter {
                $0.raised?.form != .streak
            }
        } else {
            found += try await streakAlerts(of: states, only: nil, rules, point, stamp)
            recorded = try await self.states(AlertBook.self, asOf: .head).states.map(\.state)
        }
        let known = Dictionary(
            recorded.compactMap { state in state.raised.map { ($0.alert, state) } }, uniquingKeysWith: { $1 })
        let open = try advise(
            found.filter { $0.phase == .missed }.map { $0.standing(known[$0.id]) }, point, stamp, rules)
        let tiers = Dictionary(states.map { ($0.subject, $0.tier) }, uniquingKeysWith: { $1 })
        let plan = try TickPlan(open: open, recorded: recorded, at: time) { raised in
            rules.resolution(
                of: raised, after: try occurrences(of: raised.subject, point, stamp),
                tier: tiers[raised.subject] ?? nil, at: time)
        }
        return (plan, stamp.position, rules.kinds)
    }

    /// The states of some subjects, or of all.
    private func states(
        of subjects: Set<Tag>?, asOf point: AsOf
    ) async throws -> (states: [DeadlineSubject], stamp: AnswerStamp) {
        guard let subjects else {
            let answer = try await states(DeadlineSubjects.self, asOf: point)
            return (answer.states.map(\.state), answer.stamp)
        }
        let runtime = try views.runtime(DeadlineSubjects.self)
        _ = try await runtime.catchUp()
        return try runtime.reading { reader in
            let size = reader.checkpoint?.position ?? 0
            return (
                try subjects.sorted().compactMap { try reader.state(for: $0.rawValue) }, try stamp(point, size: size)
            )
        }
    }

    /// What is recorded of the alerts about a subject.
    private func recorded(about subject: Tag) throws -> [AlertState] {
        let query = Query(items: [Query.Item(kinds: [AlertRaised.kind], tags: [subject])])
        return try log.events(EventFilter(query: query), in: 0..<UInt64.max).compactMap { event in
            let raised = try event.decode(AlertRaised.self)
            guard raised.subject == subject else { return nil }
            return try views.runtime(AlertBook.self).state(for: Tag.alert(raised.alert).rawValue, asOf: .head).state
        }
    }

    /// Records a plan; `false` when something happened to its subjects meanwhile.
    private func record(
        _ found: (plan: TickPlan, position: UInt64?, kinds: Set<EventKind>), at time: Timestamp, by author: Author,
        _ outcome: inout TickOutcome
    ) async throws -> Bool {
        let digest = try handler.rulesInForce(at: time).digest
        var rest = found.plan.items[...]
        while !rest.isEmpty {
            let items = Array(rest.prefix(Self.batch))
            rest = rest.dropFirst(Self.batch)
            let subjects = Set(items.map(\.subject)).sorted().map {
                Query.Item(kinds: found.kinds, tags: [$0])
            }
            let unseen = AppendCondition.noneMatching(
                Query(items: subjects).or(handler.rules.scope), after: found.position)
            let text = "\(time.nanoseconds) \(found.position ?? 0) \(author.id) \(items.map(\.id))"
            let id = CommandID("tick:\(ContentDigest(of: Array(text.utf8)).description.prefix(32))")
            let transaction = Transaction(
                commandID: id, scope: AlertDecider.scope(items.map(\.id)), initial: [AlertID: AlertState](),
                fold: AlertDecider.table
            ) { states, _ in
                let (events, tick) = try TickPlan.events(of: items, recorded: states, at: time)
                guard !events.isEmpty else { return nil }
                return AppendRequest(
                    [try NewEvent(tick)] + events, by: author, id: id, occurredAt: .at(time), rules: digest,
                    conditions: [unseen])
            }
            do {
                guard let receipt = try await log.transact(transaction), !receipt.isReplay else { continue }
                guard let ticked = try log.event(at: receipt.positions.lowerBound)?.decode(ClockTicked.self) else {
                    continue
                }
                outcome.raised += ticked.raised
                outcome.escalated += ticked.escalated
                outcome.resolved += ticked.resolved
                outcome.position = receipt.positions.upperBound - 1
            } catch let error as AppendError where error.code == .conflict {
                return false
            }
        }
        return true
    }
}
