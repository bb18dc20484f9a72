public import DealtrailModel
public import DealtrailSales

/// What a tick has to record: the difference between what is open and what is recorded.
///
/// Pure: the same plan and the same records give the same events.
public struct TickPlan: Sendable {
    /// What may have to be recorded of one alert, in order.
    public struct Item: Sendable {
        /// The alert.
        public let id: AlertID
        /// Whose clock it is.
        public let subject: Tag
        let steps: [Step]
    }

    /// One event, with when it happened and what caused it.
    struct Step: Sendable {
        let event: any Event
        let at: Timestamp
        let cause: EventID?
    }

    /// Every alert about which there is something to record, by due time and name.
    public let items: [Item]

    /// Compares what is open with what is recorded.
    ///
    /// - Parameters:
    ///   - open: The alerts that are open at `time`, with what they are to carry.
    ///   - recorded: What is recorded of all alerts.
    ///   - time: The time of the tick.
    ///   - resolution: Why an alert is open no more.
    /// - Throws: What `resolution` throws.
    /// - Complexity: O(open + recorded).
    public init(
        open: [Alert], recorded: [AlertState], at time: Timestamp,
        resolution: (AlertRaised) throws -> (how: AlertResolution, by: Occurrence?)
    ) rethrows {
        let known = Dictionary(
            recorded.compactMap { state in state.raised.map { ($0.alert, state) } }, uniquingKeysWith: { $1 })
        var items: [Item] = []
        for alert in open {
            let state = known[alert.id]
            var steps: [Step] = []
            if state == nil { steps.append(alert.raising) }
            for (index, rung) in alert.rungs.enumerated().dropFirst(max(1, state?.rungs ?? 1)) {
                steps.append(alert.climbing(rung, number: index + 1))
            }
            if state?.resolved == nil, !steps.isEmpty {
                items.append(Item(id: alert.id, subject: alert.subject, steps: steps))
            }
        }
        let ids = Set(open.map(\.id))
        for state in recorded where state.isOpen {
            guard let raised = state.raised, !ids.contains(raised.alert), raised.missedFrom <= time else { continue }
            let (how, event) = try resolution(raised)
            let resolved = AlertResolved(
                alert: raised.alert, rule: raised.rule, subject: raised.subject, account: raised.account,
                owner: raised.owner, how: how, by: event?.id, byKind: event?.kind)
            items.append(
                Item(
                    id: raised.alert, subject: raised.subject,
                    steps: [Step(event: resolved, at: max(event?.at ?? time, raised.missedFrom), cause: event?.id)]))
        }
        self.items = items
    }

    /// The events of some items that records do not have already, each with the time at which it happened.
    ///
    /// - Parameters:
    ///   - items: The items.
    ///   - recorded: What is recorded of their alerts.
    ///   - time: The time of the tick.
    /// - Throws: `EncodingError`.
    public static func events(
        of items: some Sequence<Item>, recorded: [AlertID: AlertState], at time: Timestamp
    ) throws -> (events: [NewEvent], outcome: ClockTicked) {
        var events: [NewEvent] = []
        var (raised, escalated, resolved) = (0, 0, 0)
        for item in items {
            let state = recorded[item.id] ?? AlertDecider.initial
            var isRaised = state.raised != nil
            for step in item.steps {
                switch step.event {
                case is AlertRaised:
                    guard !isRaised else { continue }
                    isRaised = true
                    raised += 1
                case let climbed as AlertEscalated:
                    guard isRaised, state.resolved == nil, state.rungs < climbed.rung, state.acknowledgedBy == nil,
                        !state.isSuppressed(at: time)
                    else { continue }
                    escalated += 1
                default:
                    guard state.isOpen else { continue }
                    resolved += 1
                }
                events.append(try step.recorded())
            }
        }
        return (events, ClockTicked(at: time, raised: raised, escalated: escalated, resolved: resolved))
    }
}

extension TickPlan.Step {
    fileprivate func recorded() throws -> NewEvent {
        func make(_ event: some Event) throws -> NewEvent {
            try NewEvent(event, occurredAt: .at(at), cause: cause.map { .event($0) })
        }
        return try make(event)
    }
}

extension Alert {
    fileprivate var raising: TickPlan.Step {
        let raised = AlertRaised(
            alert: id, rule: rule, subject: subject, account: account, owner: owner, form: form, due: due,
            missedFrom: missedFrom, policyVersion: policy, startedBy: startedBy?.id, startedByKind: startedByKind,
            tells: rungs.first?.tells ?? [], explanation: why.description, context: context, suggestion: suggestion)
        return TickPlan.Step(event: raised, at: missedFrom, cause: startedBy?.id)
    }

    fileprivate func climbing(_ rung: Rung, number: Int) -> TickPlan.Step {
        let climbed = AlertEscalated(
            alert: id, rule: rule, subject: subject, account: account, owner: owner, rung: number, from: rung.from,
            tells: rung.tells)
        return TickPlan.Step(event: climbed, at: rung.from, cause: startedBy?.id)
    }
}
