/// Why a rule says no: a value that is recorded, not a fault (DESIGN section 1, rule 6).
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rule, such as `approval.no-self-approval`.
    public let rule: String
    /// The version of the rules that were in force.
    public let version: String
    /// Why, and what would help, in words.
    public let explanation: String
    /// What the rule looked at, by name.
    public let inputs: [String: String]

    /// Creates a refusal.
    public init(_ rule: String, version: String = "", _ explanation: String, inputs: [String: String] = [:]) {
        self.rule = rule
        self.version = version
        self.explanation = explanation
        self.inputs = inputs
    }

    /// One line: the rule, its version and why.
    public var description: String {
        "refused by \(rule)\(version.isEmpty ? "" : " (rules \(version))"): \(explanation)"
    }
}
