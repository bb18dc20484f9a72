public import DealtrailModel
public import DealtrailProof

/// How far a log has come.
public struct LogHead: Hashable, Sendable {
    /// How many events there are, which is also the next position.
    public let size: UInt64
    /// The root of the hash tree over all of them (RFC 6962 section 2.1).
    public let root: Digest
    /// When the last of them was recorded; `nil` for an empty log.
    public let lastRecordedAt: Timestamp?

    /// Creates a head.
    public init(size: UInt64, root: Digest, lastRecordedAt: Timestamp?) {
        self.size = size
        self.root = root
        self.lastRecordedAt = lastRecordedAt
    }
}
