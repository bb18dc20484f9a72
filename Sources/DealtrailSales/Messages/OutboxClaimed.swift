public import DealtrailModel

/// A directory of the trail is the one that delivers from here on (`docs/reactions.md`, "Backups and copies").
///
/// A backup knows what was delivered until it was made, and not what the trail has delivered since. So a directory that is
/// not the one that claimed last delivers nothing, until somebody says from where on it may.
public struct OutboxClaimed: Event {
    /// `outbox.claimed`.
    public static let kind: EventKind = "outbox.claimed"

    /// The directory's own identifier: 32 hexadecimal digits.
    public let instance: String
    /// What is owed for events before this position becomes dead letters; `nil` where everything is known.
    public let resumeFrom: UInt64?

    /// Creates the event.
    public init(instance: String, resumeFrom: UInt64? = nil) {
        self.instance = instance
        self.resumeFrom = resumeFrom
    }

    /// The outbox's.
    public var stream: StreamName { .outbox }
    /// The outbox.
    public var tags: [Tag] { [.outbox] }

    package enum CodingKeys: Int, CodingKey {
        case instance = 1
        case resumeFrom = 2
    }
}
