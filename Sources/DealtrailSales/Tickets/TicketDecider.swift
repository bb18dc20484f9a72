public import DealtrailModel

/// What is known of a ticket when something about it is decided.
public struct TicketState: Sendable {
    /// What it is about.
    var subjects = SubjectsDecider.initial
    var opened: [TicketID: TicketOpened] = [:]
    var answered: Set<TicketID> = []
    var resolved: Set<TicketID> = []

    /// Checks that the ticket was opened.
    ///
    /// - Throws: ``Refusal`` (`ticket.unknown`).
    func require(_ ticket: TicketID, _ policy: SalesPolicy) throws(Refusal) -> TicketOpened {
        guard let opened = opened[ticket] else {
            throw policy.refusal("ticket.unknown", "there is no ticket \(ticket); open it first", ["ticket": ticket])
        }
        return opened
    }
}

/// Folds what decisions about tickets rest on.
public enum TicketDecider: Decider {
    /// No ticket yet.
    public static let initial = TicketState()
    /// The ticket, and the beginning of what it is about.
    public static let fold = Fold<TicketState> {
        Fold.rows(of: SubjectsDecider.self, \.subjects)
        On(TicketOpened.self) { state, event in state.opened[event.ticket] = event }
        On(TicketAnswered.self) { state, event in state.answered.insert(event.ticket) }
        On(TicketResolved.self) { state, event in state.resolved.insert(event.ticket) }
    }

    static func scope(_ ticket: TicketID) -> Query {
        let kinds: Set = [TicketOpened.kind, TicketAnswered.kind, TicketResolved.kind]
        return Query(items: [.init(kinds: kinds, tags: [.ticket(ticket)])])
    }
}
