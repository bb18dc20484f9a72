/// Why a file with a private key cannot be used.
public struct KeyFileError: Error, Hashable, Sendable {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// There is no such file.
        case missing
        /// Others than its owner may read or write it, or it is somebody else's.
        case exposed
        /// There is a file already, which is not overwritten.
        case exists
        /// The operating system refused something else.
        case system
    }

    /// The kind of failure.
    public let code: Code
    /// Which file, and what about it.
    public let detail: String

    /// Creates an error.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}

extension KeyFileError: CustomStringConvertible {
    /// One line: what, where and what to do.
    public var description: String {
        switch code {
        case .missing: "no key file: \(detail); make one with `dealtrail keys generate`"
        case .exposed: "the key file is not private: \(detail); `chmod 600` it, and think about a new key"
        case .exists: "a file is there already: \(detail); a key is never overwritten"
        case .system: "the system refused: \(detail)"
        }
    }
}
