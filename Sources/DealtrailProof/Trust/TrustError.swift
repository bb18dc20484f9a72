/// Why something that reads well does not deserve trust.
public struct TrustError: Error, Hashable, Sendable {
    /// The kind of objection.
    public enum Code: String, Hashable, Sendable {
        /// No key that is trusted has signed it.
        case unsigned
        /// A signature of a trusted key does not fit what it is under.
        case forgedSignature
        /// It is of another log than the one asked about.
        case otherOrigin
        /// The key that is to sign is that of another log, or no log's key.
        case keyOfOther
        /// Fewer witnesses have cosigned it than the policy demands.
        case tooFewWitnesses
        /// The log is shorter than it was at a checkpoint that is known.
        case rolledBack
        /// The log has another history than the one that a known checkpoint commits to.
        case forked
        /// What the file carries is not what it claims to carry.
        case mismatch
        /// A history leaves out events, or has them in another order.
        case incomplete
    }

    /// The kind of objection.
    public let code: Code
    /// What was found, and where.
    public let detail: String

    /// Makes an error.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}

extension TrustError: CustomStringConvertible {
    /// One line: what was found, and what it means.
    public var description: String {
        switch code {
        case .unsigned: "no trusted signature: \(detail)"
        case .forgedSignature: "a signature does not verify: \(detail); the text or the signature was altered"
        case .otherOrigin: "another log: \(detail)"
        case .keyOfOther: "the key of another: \(detail)"
        case .tooFewWitnesses: "too few witnesses: \(detail)"
        case .rolledBack: "the log was rolled back: \(detail)"
        case .forked: "the log was forked: \(detail)"
        case .mismatch: "the file contradicts itself: \(detail)"
        case .incomplete: "the history is not complete: \(detail)"
        }
    }
}
