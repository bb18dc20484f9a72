/// Why a stored event could not be read as what was asked for.
public struct EventError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// The record's checksum does not fit its bytes: the storage changed them.
        case corrupted
        /// The event is of another kind than asked for.
        case wrongKind
        /// The payload is of a newer version than this build knows.
        case newerVersion
        /// The payload is not what its kind and version say.
        case malformedPayload
    }

    /// The kind of failure.
    public let code: Code
    /// The position of the event in its log.
    public let position: UInt64
    /// What was found, and what to do.
    public let detail: String

    /// Creates an error.
    public init(_ code: Code, position: UInt64, _ detail: String) {
        self.code = code
        self.position = position
        self.detail = detail
    }

    /// One line: what, where and what to do.
    public var description: String {
        switch code {
        case .corrupted:
            "the event at position \(position) is damaged (\(detail)); run `dealtrail verify`, then restore a backup"
        case .wrongKind: "the event at position \(position) is of another kind: \(detail)"
        case .newerVersion: "the event at position \(position) was written by a newer version: \(detail); upgrade"
        case .malformedPayload: "the payload of the event at position \(position) cannot be read: \(detail)"
        }
    }
}
