public import DealtrailModel

/// The projections of the sales domain; a host service adds its own beside them.
public enum SalesViews: Sendable {
    /// All of them.
    public static let all: [any Projection.Type] = [
        QuoteAuditTrail.self, CustomerHealth.self, Funnel.self, PrivateNotes.self, SalesDirectory.self,
        DeadlineSubjects.self, AlertBook.self, CustomerSignals.self,
    ]
}
