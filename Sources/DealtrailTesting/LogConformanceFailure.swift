/// A rule that a log does not keep.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
    /// The name of the check.
    public let check: String
    /// What was expected and what was found.
    public let detail: String

    init(_ detail: String, check: String = "") {
        self.check = check
        self.detail = detail
    }

    func named(_ name: String) -> ConformanceFailure {
        check.isEmpty ? ConformanceFailure(detail, check: name) : self
    }

    /// One line: the rule, what was expected and what was found.
    public var description: String { "\(check): \(detail)" }
}

/// Throws unless the condition holds.
func expect(_ holds: Bool, _ detail: @autoclosure () -> String) throws {
    guard holds else { throw ConformanceFailure(detail()) }
}

/// Throws unless both are equal, and says what they are.
func expect<Value: Equatable>(_ found: Value, _ expected: Value, _ what: @autoclosure () -> String) throws {
    guard found == expected else { throw ConformanceFailure("\(what()): expected \(expected), found \(found)") }
}
