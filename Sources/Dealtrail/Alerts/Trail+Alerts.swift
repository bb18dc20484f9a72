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
    ///   subject.
    public func alerts(
        asOf point: AsOf = .head, under policy: SalesPolicy? = nil, _ filter: AlertFilter = AlertFilter()
    ) async throws -> AlertReport {
        let answer = try await subjects(asOf: point, only: filter.subject)
        let policy = try policy ?? self.policy(at: answer.stamp.time)
        let rules = AlertRules(policy, only: filter.rule)
        let found = try alerts(of: answer.states.lazy.map(\.state), rules, point, answer.stamp)
        return AlertReport(found.filter(filter.wants), policy: policy.version, stamp: answer.stamp)
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

    /// All that happened to a subject, as far as an answer sees it.
    func occurrences(of subject: Tag, _ point: AsOf, _ stamp: AnswerStamp) throws -> [Occurrence] {
        let filter = EventFilter(query: .tag(subject))
        let events = try log.events(filter, in: 0..<(stamp.position.map { $0 + 1 } ?? 0))
        return DeadlineSubjects.occurrences(of: subject, in: events.filter { $0.happened(by: point.effective) })
    }
}
