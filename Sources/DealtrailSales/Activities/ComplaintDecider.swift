public import DealtrailModel

/// What is known when a complaint is recorded.
public struct ComplaintState: Sendable {
    var accounts = AccountDecider.initial
    var complaints: [ComplaintID: ComplaintRecorded] = [:]
    /// What exists of what it may be about, of those in scope.
    var orders: Set<OrderID> = []
    var quotes: Set<QuoteID> = []
    var commitments: Set<CommitmentID> = []

    /// Checks that what a complaint is about exists.
    ///
    /// - Throws: ``Refusal``: `order.unknown`, `quote.unknown`, `commitment.unknown`.
    func require(
        order: OrderID?, quote: QuoteID?, commitment: CommitmentID?, _ policy: SalesPolicy
    ) throws(Refusal) {
        if let order, !orders.contains(order) {
            throw policy.refusal("order.unknown", "there is no order \(order)", ["order": order])
        }
        if let quote, !quotes.contains(quote) {
            throw policy.refusal("quote.unknown", "there is no quote \(quote)", ["quote": quote])
        }
        if let commitment, !commitments.contains(commitment) {
            throw policy.refusal(
                "commitment.unknown", "there is no promise \(commitment)", ["commitment": commitment])
        }
    }
}

/// Folds what decisions about complaints rest on.
public enum ComplaintDecider: Decider {
    /// Nothing yet.
    public static let initial = ComplaintState()
    /// The account itself, the complaint, and the beginning of what it may be about.
    public static let fold = Fold<ComplaintState> {
        Fold.rows(of: AccountDecider.self, \.accounts)
        On(ComplaintRecorded.self) { state, event in state.complaints[event.complaint] = event }
        On(OrderPlaced.self) { state, event in state.orders.insert(event.order) }
        On(QuoteCreated.self) { state, event in state.quotes.insert(event.quote) }
        On(CommitmentMade.self) { state, event in state.commitments.insert(event.commitment) }
    }

    /// A complaint, and the beginning of what it is about.
    static func scope(
        _ complaint: ComplaintID, order: OrderID?, quote: QuoteID?, commitment: CommitmentID?
    ) -> Query {
        let items = [
            Query.Item(kinds: [ComplaintRecorded.kind], tags: [.complaint(complaint)]),
            order.map { Query.Item(kinds: [OrderPlaced.kind], tags: [.order($0)]) },
            quote.map { Query.Item(kinds: [QuoteCreated.kind], tags: [.quote($0)]) },
            commitment.map { Query.Item(kinds: [CommitmentMade.kind], tags: [.commitment($0)]) },
        ]
        return Query(items: items.compactMap(\.self))
    }
}
