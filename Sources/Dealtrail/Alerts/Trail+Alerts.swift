public import DealtrailEngine
import DealtrailLog
import DealtrailModel
public import DealtrailSales
public import DealtrailViews

extension Trail {
    /// The alerts that are open at a point: what fell due and has not happened, whoever ticked or did not.
    ///
    /// A pure question: nothing is recorded, and the same log gives the same answer. What was due on Friday is known on
    /// Monday (``AsOf/effective(_:)`` with what is known today, ``AsOf/known(at:)`` with what was known then).
    ///
    /// - Parameters:
    ///   - point: At which point, on either time axis.
    ///   - policy: The rules; `nil` for those in force at the time that the answer speaks of.
    ///   - filter: Which alerts are wanted.
    /// - Throws: `LogError`, `EngineError`, `EventError` for a damaged event.
    /// - Complexity: O(subjects) from the live view; O(events) for another point than now; O(events of the subject) for one
    ///   subject. Rules about events of a host service read those of their subjects beside.
    public func alerts(
        asOf point: AsOf = .head, under policy: SalesPolicy? = nil, _ filter: AlertFilter = AlertFilter()
    ) async throws -> AlertReport {
        let answer = try await subjects(asOf: point, only: filter.subject)
        let policy = try policy ?? self.policy(of: answer.stamp)
        let rules = AlertRules(policy, only: filter.rule)
        let subjects = try completed(
            answer.states.map(\.state), only: filter.subject.map { [$0] }, beyond: rules.beyond, point, answer.stamp)
        let account = filter.subject.flatMap { SubjectFamily(of: $0) == .account ? subjects.first?.account : nil }
        let found =
            try alerts(of: subjects, rules, point, answer.stamp)
            + (await streakAlerts(of: subjects, only: account, rules, point, answer.stamp))
        let standing = try found.filter(filter.wants).map { try $0.standing(recorded(of: $0.id, answer.stamp)) }
        let wanted = standing.filter {
            filter.isSilenced || !($0.standing?.isSuppressed(at: answer.stamp.time) ?? false)
        }
        return AlertReport(
            try advise(wanted, point, answer.stamp, rules), policy: policy.version, stamp: answer.stamp)
    }

    /// What is recorded of an alert, as far as an answer sees it; `nil` when it was not raised.
    func recorded(of alert: AlertID, _ stamp: AnswerStamp) throws -> AlertState? {
        guard let position = stamp.position else { return nil }
        let point = AsOf(known: .position(position), effective: stamp.axis == .effective ? stamp.time : nil)
        let found = try views.runtime(AlertBook.self).state(for: Tag.alert(alert).rawValue, asOf: point)
        return found.events == 0 ? nil : found.state
    }

    /// Alerts with what is known of their customers and what the rules suggest.
    func advise(_ alerts: [Alert], _ point: AsOf, _ stamp: AnswerStamp, _ rules: AlertRules) throws -> [Alert] {
        var contexts: [AccountID: AlertContext] = [:]
        let merged = try mergedAccounts(point, upTo: stamp.position)
        return try alerts.map { alert in
            guard let account = alert.account, alert.standing == nil else {
                return alert.advised(nil, at: stamp.time, under: rules)
            }
            let known = try contexts[account] ?? context(of: merged.members(of: account), stamp, rules.settings)
            contexts[account] = known
            return alert.advised(known, at: stamp.time, under: rules)
        }
    }

    /// What is known of a customer, as far as an answer sees it.
    private func context(
        of accounts: some Sequence<AccountID>, _ stamp: AnswerStamp, _ settings: AlertSettings
    ) throws -> AlertContext {
        let items = accounts.map { Query.Item(kinds: AlertContext.kinds, tags: [.account($0)]) }
        let events = try log.events(
            EventFilter(query: Query(items: items)), in: 0..<(stamp.position.map { $0 + 1 } ?? 0))
        return try AlertContext(events: events, at: stamp.time, settings)
    }

    /// What a view of subjects says at a point, of all of them or of one.
    func subjects(asOf point: AsOf, only subject: Tag?) async throws -> ViewAnswer<DeadlineSubjects> {
        guard let subject else { return try await states(DeadlineSubjects.self, asOf: point) }
        let stamp = try stamp(asOf: point)
        var pinned = point
        if point.known == nil, let position = stamp.position { pinned.known = .position(position) }
        let found = try views.runtime(DeadlineSubjects.self).state(for: subject.rawValue, asOf: pinned)
        return ViewAnswer(
            states: found.events == 0 ? [] : [(subject.rawValue, found.state)],
            stamp: stamp.leavingOut(undated: found.undated))
    }

    /// What rules come to for some subjects.
    func alerts(
        of subjects: some Sequence<DeadlineSubject>, _ rules: AlertRules, _ point: AsOf, _ stamp: AnswerStamp
    ) throws -> [Alert] {
        try subjects.flatMap { subject in
            try rules.alerts(of: subject, at: stamp.time) { try occurrences(of: $0, point, stamp) }
        }
    }
}
