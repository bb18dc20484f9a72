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
    /// - Complexity: At a point at which all is known that there is, O(what is due or warned of + what happened since a question was
    ///   last asked), and of all customers for rules that follow health; O(subjects) from the live view the first time, under
    ///   other rules than those in force, and for a rule without a ladder. O(events) for another point; O(events of the subject)
    ///   for one subject. Rules about events of a host service read those of their subjects beside, and ask all.
    public func alerts(
        asOf point: AsOf = .head, under policy: SalesPolicy? = nil, _ filter: AlertFilter = AlertFilter()
    ) async throws -> AlertReport {
        try await alerts(asOf: point, under: policy, filter, outlineFrom: Self.worthwhile)
    }

    /// The same; an outline of due times is asked first, and kept where there are so many subjects; `nil` asks all of them.
    func alerts(
        asOf point: AsOf, under policy: SalesPolicy? = nil, _ filter: AlertFilter = AlertFilter(),
        outlineFrom least: Int?
    ) async throws -> AlertReport {
        guard policy == nil, filter.subject == nil, let least else {
            return try await report(asOf: point, policy, filter)
        }
        let rules = AlertRules(try self.policy(of: stamp(asOf: point)))
        let narrow = filter.rule.map { AlertRules(rules.policy, only: $0) } ?? rules
        if Set(narrow.names).isSubset(of: rules.names),
            let asked = try await outlinedSubjects(asOf: point, narrow, least: least),
            try self.policy(of: asked.stamp) == rules.policy
        {
            return try await report(of: asked, narrow, point, filter)
        }
        return try await report(asOf: point, policy, filter) { answer, rules in
            // Without the file the next question takes longer, and is answered all the same.
            if filter.rule == nil { try? keepOutline(of: answer, asOf: point, rules, least: least) }
        }
    }

    /// Asks all subjects, or the one that is wanted.
    private func report(
        asOf point: AsOf, _ policy: SalesPolicy?, _ filter: AlertFilter,
        keep: (ViewAnswer<DeadlineSubjects>, AlertRules) -> Void = { _, _ in }
    ) async throws -> AlertReport {
        let answer = try await subjects(asOf: point, only: filter.subject)
        let rules = AlertRules(try policy ?? self.policy(of: answer.stamp), only: filter.rule)
        let subjects = try completed(
            answer.states.map(\.state), only: filter.subject.map { [$0] }, beyond: rules.beyond, point, answer.stamp)
        keep(answer, rules)
        return try await report(of: AskedSubjects(subjects: subjects, stamp: answer.stamp), rules, point, filter)
    }

    private func report(
        of asked: AskedSubjects, _ rules: AlertRules, _ point: AsOf, _ filter: AlertFilter
    ) async throws -> AlertReport {
        let (subjects, stamp) = (asked.subjects, asked.stamp)
        let account = filter.subject.flatMap { SubjectFamily(of: $0) == .account ? subjects.first?.account : nil }
        let found =
            try alerts(of: subjects, rules, point, stamp)
            + (await streakAlerts(of: asked.accounts ?? subjects, only: account, rules, point, stamp))
        let standing = try found.filter(filter.wants).map { try $0.standing(recorded(of: $0.id, stamp)) }
        let wanted = standing.filter {
            filter.isSilenced || !($0.standing?.isSuppressed(at: stamp.time) ?? false)
        }
        return AlertReport(try advise(wanted, point, stamp, rules), policy: rules.policy.version, stamp: stamp)
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
