public import DealtrailModel

extension RuleBook {
    /// What to do next about an alert, and why: the first suggestion of the policy that fits; `nil` when none does.
    ///
    /// - Parameters:
    ///   - rule: The rule of the alert.
    ///   - subject: Its subject.
    ///   - account: The account, when known.
    ///   - due: Its due time.
    ///   - context: What is known of the customer; `nil` where the subject belongs to none.
    ///   - now: When it is asked.
    ///   - calendar: On whose clocks dates are told.
    public func suggestion(
        for rule: RuleName, subject: Tag, account: AccountID?, due: Timestamp, context: AlertContext?,
        at now: Timestamp, calendar: RuleCalendar
    ) -> AlertSuggestion? {
        for suggestion in alertSettings.suggestions where suggestion.rules.map({ $0.contains(rule) }) ?? true {
            guard let fact = Self.fact(suggestion.when, context, calendar) else { continue }
            if let within = suggestion.within, let at = fact.at,
                RuleCalendar.always.instant(within, after: at).map({ $0 <= now }) ?? false
            {
                continue
            }
            let words = fact.words.merging([
                "rule": rule.rawValue, "subject": subject.rawValue, "account": account?.rawValue ?? "the customer",
                "due": calendar.date(of: due).description,
            ]) { own, _ in own }
            return AlertSuggestion(
                rule: suggestion.name, text: Self.fill(suggestion.say, words), reason: fact.reason, events: fact.events)
        }
        return nil
    }

    private struct Fact {
        var at: Timestamp?
        let reason: String
        var events: [EventID] = []
        var words: [String: String] = [:]
    }

    private static func fact(_ fact: SuggestionRule.Fact, _ context: AlertContext?, _ calendar: RuleCalendar) -> Fact? {
        func date(_ instant: Timestamp) -> String { calendar.date(of: instant).description }
        switch fact {
        case .always: return Fact(reason: "it fits every alert of this rule")
        case .complaint:
            return context?.complaint.map { complaint in
                Fact(
                    at: complaint.at, reason: "the last complaint is about \(complaint.topic)",
                    events: [complaint.event],
                    words: [
                        "date": date(complaint.at), "topic": complaint.topic.rawValue,
                        "product": complaint.product?.rawValue ?? "no product",
                    ])
            }
        case .lowSatisfaction:
            return context?.satisfaction.map { said in
                Fact(
                    at: said.at, reason: "the customer said \(said.score) of 100", events: [said.event],
                    words: ["date": date(said.at), "score": String(said.score)])
            }
        case .order:
            return context?.orders.first.map { order in
                Fact(
                    at: order.placedAt, reason: "the last order was \(order.amount)", events: [order.event],
                    words: [
                        "date": order.placedAt.map(date) ?? "an unknown day", "amount": order.amount.description,
                    ])
            }
        case .noVisit:
            guard let context, context.visit == nil else { return nil }
            return Fact(reason: "nobody has visited the customer")
        }
    }

    private static func fill(_ text: String, _ words: [String: String]) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let word = String(rest[rest.index(after: open)..<close])
            filled += rest[..<open] + (words[word] ?? "{\(word)}")
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}
