/// Why the keys of subjects cannot be used.
public struct SubjectKeyError: Error, Hashable, Sendable {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// Others than its owner may read or write the file, or it is somebody else's.
        case exposed
        /// The file is that of another log.
        case otherLog
        /// The file was written by a newer version.
        case newerFormat
        /// The file is none of keys, or a part of it does not read.
        case damaged
        /// A key that is to be destroyed is that of another subject.
        case otherSubject
        /// The name of a subject cannot be that of an event, so nothing is sealed for it.
        case invalidSubject
        /// The operating system refused something.
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

extension SubjectKeyError: CustomStringConvertible {
    /// One line: what, where and what to do.
    public var description: String {
        switch code {
        case .exposed:
            "the keys of subjects are not private: \(detail); `chmod 600` the file, and think who has read it"
        case .otherLog: "the keys are those of another log: \(detail); restore the file that belongs here"
        case .newerFormat: "the keys were written by a newer version: \(detail); upgrade dealtrail"
        case .damaged: "the file of keys is damaged: \(detail); restore it from a backup, and erase again"
        case .otherSubject: "the key of another: \(detail); nothing was destroyed"
        case .invalidSubject: "not the name of a subject: \(detail)"
        case .system: "the system refused: \(detail)"
        }
    }
}
