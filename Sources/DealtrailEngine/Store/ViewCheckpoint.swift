public import DealtrailModel

/// How far a view has come, and of which log; committed together with its states.
public struct ViewCheckpoint: Hashable, Sendable, Codable {
    /// The name of the log.
    public let origin: String
    /// How many events have been folded: positions `0 ..< position`.
    public let position: UInt64
    /// The size of the log when it was last looked at, at least ``position``.
    public let logSize: UInt64
    /// The root of its hash tree at that size, in hexadecimal digits.
    public let logRoot: String
    /// The SHA-256 of the last event at that size; `nil` for an empty log.
    ///
    /// It tells a log that has grown from another that has grown to the same size and beyond.
    public let lastEvent: ContentDigest?

    enum CodingKeys: Int, CodingKey {
        case origin = 1
        case position = 2
        case logSize = 3
        case logRoot = 4
        case lastEvent = 5
    }
}
