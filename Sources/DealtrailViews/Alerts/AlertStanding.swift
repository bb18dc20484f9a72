public import DealtrailModel
public import DealtrailSales

/// What ticks and people recorded of an alert.
public struct AlertStanding: Codable, Hashable, Sendable {
    /// How many rungs of its ladder were told.
    public let rungs: Int
    /// Who took it on; `nil` when nobody did.
    public let acknowledgedBy: ActorID?
    /// Until when it is silenced; `nil` when it never was.
    public let suppressedUntil: Timestamp?
    /// Why it was resolved; `nil` unless it was, and is due again under other rules.
    public let resolved: AlertResolution?

    /// What is recorded; `nil` for an alert that nobody raised.
    init?(_ state: AlertState) {
        guard state.raised != nil else { return nil }
        rungs = state.rungs
        acknowledgedBy = state.acknowledgedBy
        suppressedUntil = state.suppressedUntil
        resolved = state.resolved?.how
    }

    /// Whether it is silenced at an instant.
    public func isSuppressed(at instant: Timestamp) -> Bool { suppressedUntil.map { instant < $0 } ?? false }
}
