public import DealtrailModel

/// Which rule in which version looked at what, and what follows.
public struct RuleExplanation: Codable, Hashable, Sendable, CustomStringConvertible {
    /// Something that a rule looked at.
    public struct Input: Codable, Hashable, Sendable {
        /// What it is.
        public let name: String
        /// What it was.
        public let value: String

        /// States an input.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The rule, with its family: `deadline.quote-overdue`.
    public let rule: String
    /// The version of the policy.
    public let version: String
    /// What follows, in a sentence without its full stop.
    public let conclusion: String
    /// What it looked at, in order.
    public let inputs: [Input]
    /// The events that it rests on, in order.
    public let events: [EventID]

    /// States why.
    public init(
        _ rule: String, version: String, _ conclusion: String,
        _ inputs: KeyValuePairs<String, any CustomStringConvertible> = [:], events: [EventID] = []
    ) {
        self.init(
            rule, version: version, conclusion, inputs: inputs.map { Input($0.key, $0.value.description) },
            events: events)
    }

    /// States why, for a rule that looked at as much as there was.
    public init(_ rule: String, version: String, _ conclusion: String, inputs: [Input], events: [EventID] = []) {
        self.rule = rule
        self.version = version
        self.conclusion = conclusion
        self.inputs = inputs
        self.events = events
    }

    /// One line: the rule, its version, what follows and what it looked at.
    public var description: String {
        let looked = inputs.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        return "\(rule) (rules \(version)): \(conclusion)\(looked.isEmpty ? "" : " [\(looked)]")"
    }
}
