public import DealtrailModel
public import DealtrailSales

/// Which edits are wanted: those that fit everything that is given.
public struct PriceEditFilter: Hashable, Sendable {
    /// Edits of this quote.
    public var quote: QuoteID?
    /// Edits of this line.
    public var line: LineID?
    /// Edits of quotes for any of these accounts, such as all of one customer.
    public var accounts: Set<AccountID>?
    /// Edits of the price of this product.
    public var product: ProductID?
    /// Edits of this price list and of lines whose list price comes from it.
    public var list: PriceListID?
    /// Edits that this person made, had made in his name, caused, or took part in by the other half of a re-added line.
    public var author: ActorID?

    /// Creates a filter; without arguments it lets everything through.
    public init(
        quote: QuoteID? = nil, line: LineID? = nil, accounts: [AccountID]? = nil, product: ProductID? = nil,
        list: PriceListID? = nil, author: ActorID? = nil
    ) {
        self.quote = quote
        self.line = line
        self.accounts = accounts.map { Set($0) }
        self.product = product
        self.list = list
        self.author = author
    }

    /// Edits of one entry of a price list.
    public static func entry(_ entry: PriceListEntry) -> PriceEditFilter {
        PriceEditFilter(product: entry.product, list: entry.list)
    }

    /// Whether the edit is wanted.
    public func matches(_ edit: PriceEdit) -> Bool {
        (quote == nil || quote == edit.quote) && (line == nil || line == edit.line)
            && (accounts.map { wanted in edit.account.map(wanted.contains) ?? false } ?? true)
            && (product == nil || product == edit.product)
            && (list == nil || list == edit.list) && (author.map { concerns($0, edit) } ?? true)
    }

    private func concerns(_ author: ActorID, _ edit: PriceEdit) -> Bool {
        [edit.origin, edit.counterpart, edit.causation?.origin].contains { origin in
            origin?.author == author || origin?.onBehalfOf == author
        }
    }
}
