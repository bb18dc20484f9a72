/// Where the fields of a scan header lie (`docs/format.md`, "Records").
///
/// All integers are little-endian. The header is derived from the canonical bytes behind it; `verify` compares the two.
enum RecordLayout {
    /// Checksum of the header: the low half of SipHash-1-3 over bytes 4 ..< header length.
    static let headerChecksum = 0  // UInt32
    /// Header length in bytes, which is where the canonical event begins.
    static let headerLength = 4  // UInt16
    /// Layout of this header: 1.
    static let layout = 6  // UInt8
    /// Count of tags.
    static let tagCount = 7  // UInt8
    /// Checksum of the canonical event: SipHash-1-3.
    static let bodyChecksum = 8  // UInt64
    static let kind = 16  // UInt64, hash
    static let stream = 24  // UInt64, hash
    static let author = 32  // UInt64, hash
    static let revision = 40  // UInt64
    static let recordedAt = 48  // Int64, nanoseconds
    static let occurredAt = 56  // Int64, nanoseconds; the lowest value means unknown
    /// Length of the canonical event in bytes.
    static let canonicalLength = 64  // UInt16
    /// Where in the canonical event the payload begins.
    static let payloadOffset = 66  // UInt16
    /// Length of the payload in bytes.
    static let payloadLength = 68  // UInt16
    /// Schema version of the payload, held at 65,535.
    static let version = 70  // UInt16
    static let eventID = 72  // UInt64, hash
    static let command = 80  // UInt64, hash
    static let correlation = 88  // UInt64, hash; 0 when it equals the command
    /// The hashes of the tags, in the order of the tags.
    static let tags = 96  // UInt64 each

    static let unknownTime = Int64.min
    static let currentLayout: UInt8 = 1

    /// The instant in nanoseconds, or ``unknownTime``; the one known instant with that number counts as the next.
    static func order(of time: ZonedTime?) -> Int64 {
        time.map { max($0.instant.nanoseconds, unknownTime + 1) } ?? unknownTime
    }

    static func headerLength(tagCount: Int) -> Int { tags + 8 * tagCount }
}
