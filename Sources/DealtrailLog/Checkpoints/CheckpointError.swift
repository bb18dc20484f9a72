/// Why a checkpoint was not signed, or a proof could not be made from one.
public struct CheckpointError: Error, Hashable, Sendable {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// The log is behind the last checkpoint that was signed.
        case behind
        /// The last checkpoint was signed with another key.
        case otherKey
        /// There is no checkpoint that holds what was asked for.
        case none
        /// The checkpoint does not state the heads of the streams.
        case withoutHeads
    }

    /// The kind of failure.
    public let code: Code
    /// What was found.
    public let detail: String

    /// Creates an error.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}

extension CheckpointError: CustomStringConvertible {
    /// One line: what, where and what to do.
    public var description: String {
        switch code {
        case .behind: "not signed: \(detail); find out what happened to the log first"
        case .otherKey: "not signed: \(detail); say that the key is new, and tell those who verify"
        case .none: "no checkpoint: \(detail); sign one with `dealtrail checkpoint`"
        case .withoutHeads: "the checkpoint cannot prove a history: \(detail); sign one with `dealtrail checkpoint`"
        }
    }
}
