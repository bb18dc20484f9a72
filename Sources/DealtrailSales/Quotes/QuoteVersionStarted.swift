public import DealtrailModel

/// The first edit after a quote was sent opened a new version; the sent one never changes (`docs/features.md` row 12).
public struct QuoteVersionStarted: Event {
    /// `quote.version-started`.
    public static let kind: EventKind = "quote.version-started"

    /// The quote.
    public let quote: QuoteID
    /// The version that begins, from 2.
    public let version: Int
    /// The list entries of its lines, each once, sorted.
    public let entries: [PriceListEntry]
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?

    /// Creates the event.
    public init(quote: QuoteID, version: Int, entries: [PriceListEntry] = [], account: AccountID? = nil) {
        self.quote = quote
        self.version = version
        self.entries = entries
        self.account = account
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The quote, account, and the list entry of every line, so that changes of the list find the open version.
    public var tags: [Tag] { Tag.list(.quote(quote), account.map(Tag.account)) + entries.map(Tag.listEntry) }

    package enum CodingKeys: Int, CodingKey {
        case quote = 1
        case version = 2
        case entries = 3
        case account = 4
    }
}
