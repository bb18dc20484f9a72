/// What a rule came to, and why.
public struct Explained<Value: Sendable>: Sendable {
    /// What it came to.
    public let value: Value
    /// Why.
    public let why: RuleExplanation

    /// States a result.
    public init(_ value: Value, _ why: RuleExplanation) {
        self.value = value
        self.why = why
    }
}

extension Explained: Equatable where Value: Equatable {}
extension Explained: Hashable where Value: Hashable {}
