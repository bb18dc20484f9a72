public import DealtrailModel

/// An author has a key from here on, with which he signs his commands (`docs/proof.md`, "Author signatures").
///
/// Who registered it is in the envelope.
public struct AuthorKeyRegistered: Event {
    /// `author-key.registered`.
    public static let kind: EventKind = "author-key.registered"

    /// Whose key it is.
    public let author: ActorID
    /// The Ed25519 public key.
    public let key: AuthorPublicKey

    /// Creates the event.
    public init(author: ActorID, key: AuthorPublicKey) {
        self.author = author
        self.key = key
    }

    /// The author's.
    public var stream: StreamName { .author(author) }
    /// The author and the key.
    public var tags: [Tag] { [.author(author), .authorKey(key)] }

    package enum CodingKeys: Int, CodingKey {
        case author = 1
        case key = 2
    }
}
