public import DealtrailModel
import DealtrailSales

/// What an event is to a report about actions.
public enum ActionCase: Hashable, Sendable {
    /// It is none: of another kind, outside the period, or what followed from another event of its append.
    case none
    /// It was done by a service or an automation.
    case automatic
    /// It was done by a person, and nobody recorded when.
    case undated(role: String?)
    /// It was done by a person in this hour.
    case done(ActionHour)

    /// Judges an event.
    ///
    /// An action is what a person did: the first event of its append, by a person or by an author whom an import claims. What
    /// one command led to counts once.
    ///
    /// - Throws: `EventError` when the event does not read.
    public init(_ event: borrowing EventView, _ definition: ActionDefinition) throws {
        self = .none
        let time = event.occurredAt
        if let time {
            if let from = definition.from, time < from { return }
            if let until = definition.until, time >= until { return }
        } else if definition.from != nil || definition.until != nil {
            return
        }
        let kind = try event.kind
        guard definition.kinds.isEmpty ? kind != CommandRefused.kind : definition.kinds.contains(kind) else { return }
        let deed = try event.deed
        guard deed.index == 0 else { return }
        guard deed.author.kind == .person || deed.author.kind == .claimed else {
            self = .automatic
            return
        }
        let role = deed.author.id.role
        guard let local = definition.local(deed.occurredAt) else {
            self = .undated(role: role)
            return
        }
        self = .done(ActionHour(role: role, weekday: local.date.weekday, hour: local.secondOfDay / 3_600))
    }
}
