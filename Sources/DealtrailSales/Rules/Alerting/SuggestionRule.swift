import DealtrailModel

/// What to do next about an alert, depending on what is known of the customer (`docs/features.md` rows 49 and 114).
public struct SuggestionRule: Codable, Hashable, Sendable {
    /// What has to be known.
    public enum Fact: String, Codable, Hashable, Sendable, CaseIterable {
        /// Nothing: it fits always.
        case always
        /// The customer complained.
        case complaint
        /// What the customer said last of his satisfaction is low (``AlertSettings/lowSatisfaction``).
        case lowSatisfaction = "low-satisfaction"
        /// The customer has ordered.
        case order
        /// Nobody has visited the customer.
        case noVisit = "no-visit"
    }

    /// The suggestion.
    public var name: RuleName
    /// The rules whose alerts it is for; `nil` for all.
    public var rules: [RuleName]?
    /// What has to be known.
    public var when: Fact
    /// How long ago that may be, every hour of every day counted; `nil` for ever.
    public var within: WorkDuration?
    /// What to do.
    ///
    /// `{rule}`, `{subject}`, `{account}`, `{due}`, and of the fact `{date}`, `{topic}`, `{product}`, `{score}` and
    /// `{amount}` are replaced.
    public var say: String

    /// Creates a suggestion.
    public init(
        _ name: RuleName, for rules: [RuleName]? = nil, when: Fact = .always, within: WorkDuration? = nil, say: String
    ) {
        self.name = name
        self.rules = rules
        self.when = when
        self.within = within
        self.say = say
    }

    /// The words in braces that may stand in ``say``, for a fact.
    static func placeholders(of fact: Fact) -> Set<String> {
        let common: Set = ["rule", "subject", "account", "due"]
        return switch fact {
        case .always, .noVisit: common
        case .complaint: common.union(["date", "topic", "product"])
        case .lowSatisfaction: common.union(["date", "score"])
        case .order: common.union(["date", "amount"])
        }
    }

    /// The words in braces that stand in ``say`` and are none of these.
    var unknownPlaceholders: [String] {
        say.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) }
            .filter { !Self.placeholders(of: when).contains($0) }
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case rules = 2
        case when = 3
        case within = 4
        case say = 5
    }
}
