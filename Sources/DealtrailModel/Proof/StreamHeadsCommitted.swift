/// The log states how far each of its streams had come before this event (`docs/features.md` row 72).
///
/// It is appended in front of every checkpoint, so that whoever holds the checkpoint can be shown that a history of one
/// stream leaves nothing out. A false statement is signed with the checkpoint, and `verify` finds it.
public struct StreamHeadsCommitted: Event {
    /// `log.stream-heads-committed`.
    public static let kind: EventKind = "log.stream-heads-committed"

    /// How many events it speaks of: all before it.
    public let events: UInt64
    /// How many streams they belong to.
    public let streams: UInt64
    /// The root of the map of their heads.
    public let root: ContentDigest

    /// Creates the event.
    public init(events: UInt64, streams: UInt64, root: ContentDigest) {
        self.events = events
        self.streams = streams
        self.root = root
    }

    /// The log's own, `log:stream-heads`.
    public var stream: StreamName { Self.streamName }
    /// None: it is found by its kind.
    public var tags: [Tag] { [] }

    /// The stream of all of them.
    public static let streamName: StreamName = "log:stream-heads"

    package enum CodingKeys: Int, CodingKey {
        case events = 1
        case streams = 2
        case root = 3
    }
}
