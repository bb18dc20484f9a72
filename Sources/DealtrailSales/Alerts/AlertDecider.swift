public import DealtrailModel

/// What is recorded of an alert.
public struct AlertState: Codable, Hashable, Sendable {
    /// How it was raised; `nil` before.
    public internal(set) var raised: AlertRaised?
    /// How many rungs of its ladder were told.
    public internal(set) var rungs = 0
    /// Who took it on, the last one; `nil` when nobody did.
    public internal(set) var acknowledgedBy: ActorID?
    /// Until when it is silenced; `nil` when it never was.
    public internal(set) var suppressedUntil: Timestamp?
    /// Why it is open no more; `nil` while it is.
    public internal(set) var resolved: AlertResolved?

    /// Whether it was raised and is not resolved.
    public var isOpen: Bool { raised != nil && resolved == nil }

    /// Whether it is silenced at an instant.
    public func isSuppressed(at instant: Timestamp) -> Bool { suppressedUntil.map { instant < $0 } ?? false }

    package enum CodingKeys: Int, CodingKey {
        case raised = 1
        case rungs = 2
        case acknowledgedBy = 3
        case suppressedUntil = 4
        case resolved = 5
    }
}

/// Folds what decisions about alerts rest on.
public enum AlertDecider: Decider {
    /// Nothing was raised.
    public static let initial = AlertState()
    /// The events of the alert.
    public static let fold = Fold<AlertState> {
        On(AlertRaised.self) { state, event in
            state.raised = event
            state.rungs = max(state.rungs, 1)
        }
        On(AlertEscalated.self) { state, event in state.rungs = max(state.rungs, event.rung) }
        On(AlertAcknowledged.self) { state, _, view in state.acknowledgedBy = try view.authorID }
        On(AlertSuppressed.self) { state, event in state.suppressedUntil = event.until }
        On(AlertResolved.self) { state, event in state.resolved = event }
    }

    /// The events of some alerts.
    public static func scope(_ alerts: some Sequence<AlertID>) -> Query {
        Query(items: alerts.map { Query.Item(kinds: fold.kinds, tags: [.alert($0)]) })
    }
}

extension AlertState {
    /// How it was raised.
    ///
    /// - Throws: ``Refusal`` (`alert.unknown`, `alert.resolved`).
    func requireOpen(_ alert: AlertID, _ policy: SalesPolicy) throws(Refusal) -> AlertRaised {
        guard let raised else {
            throw policy.refusal(
                "alert.unknown", "no alert \(alert) was raised; what is due is raised by a tick", ["alert": alert])
        }
        if let resolved {
            throw policy.refusal(
                "alert.resolved", "the alert is open no more: \(resolved.how.rawValue)", ["alert": alert])
        }
        return raised
    }
}
