/// What in a scenario was not as expected.
public struct GivenWhenThenFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was expected, and what there was.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
