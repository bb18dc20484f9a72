public import DealtrailModel

/// A key counts no more from here on; what it has signed before stays signed (`docs/proof.md`, "Author signatures").
public struct AuthorKeyRevoked: Event {
    /// `author-key.revoked`.
    public static let kind: EventKind = "author-key.revoked"

    /// Whose key it was.
    public let author: ActorID
    /// The Ed25519 public key.
    public let key: AuthorPublicKey
    /// Why; `nil` where an import does not say.
    public let reason: String?

    /// Creates the event.
    public init(author: ActorID, key: AuthorPublicKey, reason: String? = nil) {
        self.author = author
        self.key = key
        self.reason = reason
    }

    /// The author's.
    public var stream: StreamName { .author(author) }
    /// The author and the key.
    public var tags: [Tag] { [.author(author), .authorKey(key)] }

    package enum CodingKeys: Int, CodingKey {
        case author = 1
        case key = 2
        case reason = 3
    }
}
