/// Why the outbox cannot deliver.
public struct OutboxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// Another process delivers, or is about to.
        case busy
        /// The directory is a copy, or was restored: it does not know what the other one has delivered.
        case restored
        /// There is no dead letter with this key.
        case noDeadLetter
        /// An adapter cannot be made from what is configured.
        case configuration
    }

    /// The kind of failure.
    public let code: Code
    /// What, and where.
    public let detail: String

    /// Creates an error.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// One line: what, where and what to do.
    public var description: String {
        switch code {
        case .busy: "another process delivers for \(detail); there is one at a time"
        case .restored:
            """
            \(detail); what the other directory delivered is not known here: say from which position on this one delivers \
            (--resume-from); what is owed for earlier events becomes dead letters, which can be resent one by one
            """
        case .noDeadLetter: "no dead letter \(detail); `dealtrail outbox list --dead` shows them"
        case .configuration: detail
        }
    }
}
