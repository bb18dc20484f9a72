public import DealtrailModel
public import DealtrailSales

extension Alert {
    /// The alert with what is recorded of it: what it carried when it was raised stays as it was.
    public func standing(_ state: AlertState?) -> Alert {
        guard let state, let raised = state.raised else { return self }
        var alert = self
        alert.standing = AlertStanding(state)
        alert.context = raised.context
        alert.suggestion = raised.suggestion
        return alert
    }

    /// The alert with what is known of the customer now and what the rules suggest; one that was raised keeps what it has.
    public func advised(_ context: AlertContext?, at now: Timestamp, under rules: AlertRules) -> Alert {
        guard standing == nil else { return self }
        var alert = self
        alert.context = context
        alert.suggestion = rules.book.suggestion(
            for: rule, subject: subject, account: account, due: due, context: context, at: now,
            calendar: rules.calendar(of: rule))
        return alert
    }
}

extension AlertRules {
    /// The calendar of a rule.
    func calendar(of rule: RuleName) -> RuleCalendar {
        book.calendar(
            book.deadline(rule)?.calendar ?? book.count(rule)?.calendar ?? book.streak(rule)?.calendar ?? .always)
    }

    /// What an alert carries.
    public var settings: AlertSettings { book.alertSettings }
}
