import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
import DealtrailViews

extension Trail {
    /// What else happened to the accounts of an answer, at the end of the log that the answer speaks of; nothing where no
    /// policy counts it, so that the view is asked for by those alone who need it.
    ///
    /// - Returns: The states, and the stamp of the answer with what this view leaves out as well.
    /// - Throws: `ViewFault`, `EngineError`, `LogError`, `LMDBError`.
    func signals(
        _ policies: SalesPolicy..., asOf point: AsOf, _ stamp: AnswerStamp
    ) async throws -> (states: [CustomerSignals.State], stamp: AnswerStamp) {
        guard policies.contains(where: \.health.needsSignals), let position = stamp.position else { return ([], stamp) }
        let answer = try await states(
            CustomerSignals.self, asOf: AsOf(known: .position(position), effective: point.effective))
        return (answer.states.map(\.state), stamp.joined(with: answer.stamp))
    }

    /// The same of the accounts of one customer.
    ///
    /// - Complexity: O(events of the accounts).
    func signals(
        of members: [AccountID], asOf point: AsOf, _ policy: SalesPolicy
    ) throws -> (state: CustomerSignals.State?, undated: Int, skipped: Int) {
        guard policy.health.needsSignals, let customer = members.first else { return (nil, 0, 0) }
        let runtime = try views.runtime(CustomerSignals.self)
        let found = try members.map { try runtime.state(for: Tag.account($0).rawValue, asOf: point) }
        return (
            CustomerSignals.combine(found.map(\.state), as: customer), found.reduce(0) { $0 + $1.undated },
            found.reduce(0) { $0 + $1.skipped }
        )
    }
}
