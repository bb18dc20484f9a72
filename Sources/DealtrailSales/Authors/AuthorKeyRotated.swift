public import DealtrailModel

/// An author has another key from here on; what the one before has signed stays signed (`docs/proof.md`, "Author signatures").
public struct AuthorKeyRotated: Event {
    /// `author-key.rotated`.
    public static let kind: EventKind = "author-key.rotated"

    /// Whose key it is.
    public let author: ActorID
    /// The Ed25519 public key from here on.
    public let key: AuthorPublicKey
    /// The key until here.
    public let previous: AuthorPublicKey
    /// Why, when something is said.
    public let reason: String?

    /// Creates the event.
    public init(author: ActorID, key: AuthorPublicKey, previous: AuthorPublicKey, reason: String? = nil) {
        self.author = author
        self.key = key
        self.previous = previous
        self.reason = reason
    }

    /// The author's.
    public var stream: StreamName { .author(author) }
    /// The author and both keys.
    public var tags: [Tag] { [.author(author)] + Set([key, previous]).sorted().map(Tag.authorKey) }

    package enum CodingKeys: Int, CodingKey {
        case author = 1
        case key = 2
        case previous = 3
        case reason = 4
    }
}
