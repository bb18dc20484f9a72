public import DealtrailModel

/// A quote was handed in for checking before it is sent (`docs/features.md` row 4).
public struct QuoteSubmitted: Event {
    /// `quote.submitted`.
    public static let kind: EventKind = "quote.submitted"

    /// The quote.
    public let quote: QuoteID
    /// The version, from 1.
    public let version: Int
    /// The fingerprint of its terms; `nil` where an import does not know them.
    public let fingerprint: ContentDigest?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative who owns it, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        quote: QuoteID, version: Int, fingerprint: ContentDigest? = nil, account: AccountID? = nil,
        owner: ActorID? = nil
    ) {
        self.quote = quote
        self.version = version
        self.fingerprint = fingerprint
        self.account = account
        self.owner = owner
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The quote, account and owner.
    public var tags: [Tag] { Tag.list(.quote(quote), account.map(Tag.account), owner.map(Tag.owner)) }

    package enum CodingKeys: Int, CodingKey {
        case quote = 1
        case version = 2
        case fingerprint = 3
        case account = 4
        case owner = 5
    }
}
