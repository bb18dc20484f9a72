/// Why a proof, or a piece of one, was refused.
///
/// ``code`` is for programs; ``description`` tells a person what is wrong, where, and what to do about it.
public struct ProofError: Error, Hashable, Sendable {
    /// The kind of fault.
    public let code: Code

    /// What is wrong and where, with the numbers that did not fit.
    public let detail: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The kind of fault.
    ///   - detail: What is wrong and where, without a full stop at its end.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}

extension ProofError: CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public var description: String { "\(code): \(detail). \(code.remedy)" }
}
