import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
import DealtrailViews

extension Trail {
    /// What streaks of health come to for the customers of some accounts.
    ///
    /// A customer whom nothing has happened to since the last day ended is scored from what the view knows; the log is asked
    /// for the others and for how far back a streak goes.
    func streakAlerts(
        of subjects: some Sequence<DeadlineSubject>, only account: AccountID?, _ rules: AlertRules, _ point: AsOf,
        _ stamp: AnswerStamp
    ) async throws -> [Alert] {
        guard rules.followsHealth else { return [] }
        let merged = try mergedAccounts(point, upTo: stamp.position)
        let known = Dictionary(
            subjects.filter { SubjectFamily(of: $0.subject) == .account }.map { ($0.subject, $0) },
            uniquingKeysWith: { $1 })
        let customers = Set(known.values.compactMap(\.account).map { merged.customer(of: $0) }).sorted()
        let pinned = AsOf(known: stamp.position.map { .position($0) }, effective: point.effective)
        let runtime = try views.runtime(CustomerHealth.self)
        var health: [String: CustomerHealth.State] = [:]
        if account == nil {
            for (key, state) in try await states(CustomerHealth.self, asOf: point).states { health[key] = state }
        }
        return try customers.flatMap { customer in
            let members = merged.members(of: customer).map { Tag.account($0) }
            let latest = members.compactMap { known[$0]?.latest }.max()
            return try rules.streakAlerts(of: customer, owner: known[.account(customer)]?.owner, at: stamp.time) {
                ends in
                if let latest, let first = ends.first, latest <= first, members.allSatisfy({ known[$0] != nil }),
                    account == nil
                {
                    let parts = members.compactMap { health[$0.rawValue] }
                    let state = parts.isEmpty ? nil : CustomerHealth.combine(parts)
                    return ends.map { _ in state }
                }
                let parts = try members.map { try runtime.states(for: $0.rawValue, at: ends, asOf: pinned) }
                return ends.indices.map { index in
                    let there = parts.compactMap { $0[index] }
                    return there.isEmpty ? nil : CustomerHealth.combine(there)
                }
            }
        }
    }
}
