import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
import DealtrailViews

extension Trail {
    /// What streaks of health come to for the customers of some accounts.
    func streakAlerts(
        of subjects: some Sequence<DeadlineSubject>, only account: AccountID?, _ rules: AlertRules, _ point: AsOf,
        _ stamp: AnswerStamp
    ) async throws -> [Alert] {
        guard rules.followsHealth else { return [] }
        var alerts: [Alert] = []
        try await eachCustomer(of: subjects, only: account, [rules.policy], point, stamp) { customer, owner, states in
            alerts += try rules.streakAlerts(of: customer, owner: owner, at: stamp.time, states)
        }
        return alerts
    }

    /// Calls `body` with each customer of some accounts, its owner and its states, by the account that stands for it.
    ///
    /// A customer whom nothing has happened to since the last day ended is scored from what the view knows; the log is asked
    /// for the others and for how far back a streak goes. Where one of the policies counts behaviours, their view is joined.
    func eachCustomer(
        of subjects: some Sequence<DeadlineSubject>, only account: AccountID?, _ policies: [SalesPolicy],
        _ point: AsOf, _ stamp: AnswerStamp, _ body: (AccountID, ActorID?, CustomerStates) throws -> Void
    ) async throws {
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
        let counting = policies.first(where: \.health.needsSignals)
        var signals: [AccountID: CustomerSignals.State] = [:]
        if account == nil, let counting {
            for state in try await self.signals(counting, asOf: point, stamp).states { signals[state.account] = state }
        }
        for customer in customers {
            let accounts = merged.members(of: customer)
            let members = accounts.map { Tag.account($0) }
            var last: (state: CustomerHealth.State?, latest: Timestamp)?
            if account == nil, members.allSatisfy({ known[$0] != nil }),
                let latest = members.compactMap({ known[$0]?.latest }).max()
            {
                let parts = members.compactMap { health[$0.rawValue] }
                last = (parts.isEmpty ? nil : CustomerHealth.combine(parts), latest)
            }
            let states = CustomerStates(last: last) {
                try members.map { try runtime.history(of: $0.rawValue, asOf: pinned) }
            } signals: {
                guard let counting else { return nil }
                return account == nil
                    ? CustomerSignals.combine(accounts.compactMap { signals[$0] }, as: customer)
                    : try self.signals(of: accounts, asOf: pinned, counting).state
            }
            try body(customer, known[.account(customer)]?.owner, states)
        }
    }
}
