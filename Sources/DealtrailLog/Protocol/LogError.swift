/// Why a log cannot be opened, read or written.
public struct LogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// There is nothing at the path.
        case notFound
        /// What is at the path is not a trail.
        case notATrail
        /// A trail is there already.
        case exists
        /// The trail was written by a newer version.
        case newerFormat
        /// The data file is shorter than it says itself.
        case truncated
        /// Stored bytes have changed.
        case corrupted
        /// The fixed size of the map is used up.
        case mapFull
        /// The disk is full.
        case diskFull
        /// A commit failed, and whether it happened is not known yet.
        case unknownOutcome
        /// The log was closed.
        case closed
        /// The index does not belong to this log, or disagrees with it.
        case indexMismatch
        /// The operating system refused something else.
        case system
    }

    /// The kind of failure.
    public let code: Code
    /// What, where and what to do.
    public let detail: String
    /// The position of the event concerned, when there is one.
    public let position: UInt64?

    /// Creates an error.
    public init(_ code: Code, _ detail: String, position: UInt64? = nil) {
        self.code = code
        self.detail = detail
        self.position = position
    }

    /// One line: what, where and what to do.
    public var description: String {
        let place = position.map { " at position \($0)" } ?? ""
        return switch code {
        case .notFound: "no such trail: \(detail); create one with `dealtrail init`"
        case .notATrail: "not a trail: \(detail)"
        case .exists: "a trail is there already: \(detail)"
        case .newerFormat: "the trail was written by a newer version: \(detail); upgrade dealtrail"
        case .truncated: "the data file is cut short: \(detail); restore a backup"
        case .corrupted: "the log is damaged\(place): \(detail); run `dealtrail verify`, then restore a backup"
        case .mapFull: "the map is full: \(detail); grow it with `dealtrail grow` while nobody has the trail open"
        case .diskFull: "the disk is full: \(detail); nothing was stored, free some space and try again"
        case .unknownOutcome: "a commit failed and may or may not have happened: \(detail); repeat the command"
        case .closed: "the log is closed: \(detail)"
        case .indexMismatch: "the index does not fit the log: \(detail); it is rebuilt when the trail is opened"
        case .system: "the system refused: \(detail)"
        }
    }
}
