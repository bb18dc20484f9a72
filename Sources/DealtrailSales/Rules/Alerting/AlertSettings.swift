import DealtrailModel

/// What an alert carries (`docs/features.md` row 114).
public struct AlertSettings: Codable, Hashable, Sendable {
    /// How many of the last orders.
    public var orders: Int
    /// From which score on, counted down, what a customer says of his satisfaction is low; inclusive.
    public var lowSatisfaction: Int
    /// What to do next; the first that fits is taken.
    public var suggestions: [SuggestionRule]

    /// Creates settings.
    public init(orders: Int, lowSatisfaction: Int, suggestions: [SuggestionRule]) {
        self.orders = orders
        self.lowSatisfaction = lowSatisfaction
        self.suggestions = suggestions
    }

    /// Those that hold unless a policy says otherwise; `Fixtures/policies/default.yaml` says the same with reasons.
    public static let standard = AlertSettings(
        orders: 3, lowSatisfaction: 60,
        suggestions: [
            SuggestionRule(
                "collection", for: ["payment-request"],
                say: "request the payment of {subject} and prepare its collection"),
            SuggestionRule("case-video", for: ["quote-opened"], say: "send the case video for {subject}, then call"),
            SuggestionRule("solution-pack", for: ["technical-exchange"], say: "send the tailored solution pack"),
            SuggestionRule(
                "complaint", when: .complaint, within: .days(60),
                say: "complained on {date} about {topic}: bring a sample that shows it solved"),
            SuggestionRule(
                "dissatisfied", when: .lowSatisfaction, within: .days(90),
                say: "said {score} of 100 on {date}: ask why before you sell"),
            SuggestionRule(
                "second-touch", for: ["quote-overdue"], say: "begin the second touch: call about {subject}"),
            SuggestionRule(
                "talk-pack", for: ["health-intervention"], say: "step in: call {account} with the talk pack"),
            SuggestionRule("call", say: "call: {rule} is due since {due}"),
        ])

    package enum CodingKeys: Int, CodingKey {
        case orders = 1
        case lowSatisfaction = 2
        case suggestions = 3
    }
}

extension RuleBook {
    /// What alerts carry; the standard where a policy is from before there were any.
    public var alertSettings: AlertSettings { alerts ?? .standard }
}
