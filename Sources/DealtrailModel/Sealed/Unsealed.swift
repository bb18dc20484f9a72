/// What became of opening a sealed value.
public enum Unsealed<Value: Sendable>: Sendable {
    /// The value.
    case value(Value)
    /// The key was destroyed; nobody opens the value again.
    case erased
    /// The key is not in this copy of the trail.
    case keyMissing
    /// The key is there and does not open it: it was sealed for another log or purpose, or is no such value.
    case unreadable

    /// The value, when there is one.
    public var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}

extension Unsealed: Equatable where Value: Equatable {}
extension Unsealed: Hashable where Value: Hashable {}
