public import DealtrailModel

/// A next step, and why it is suggested (`docs/features.md` row 114).
public struct AlertSuggestion: Codable, Hashable, Sendable {
    /// The rule of the policy that suggests it.
    public let rule: RuleName
    /// What to do.
    public let text: String
    /// Why.
    public let reason: String
    /// The events that the reason rests on.
    public let events: [EventID]

    /// States a suggestion.
    public init(rule: RuleName, text: String, reason: String, events: [EventID] = []) {
        self.rule = rule
        self.text = text
        self.reason = reason
        self.events = events
    }

    package enum CodingKeys: Int, CodingKey {
        case rule = 1
        case text = 2
        case reason = 3
        case events = 4
    }
}
