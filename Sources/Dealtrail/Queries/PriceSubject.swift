public import DealtrailModel
public import DealtrailSales
import DealtrailViews

/// Whose price history is asked for.
public enum PriceSubject: Hashable, Sendable {
    /// All prices of a quote.
    case quote(QuoteID)
    /// One line of a quote.
    case line(QuoteID, LineID)
    /// All quotes for the customer that an account belongs to.
    case account(AccountID)
    /// A product, in quotes and in price lists.
    case product(ProductID)
    /// A whole price list.
    case list(PriceListID)
    /// One entry of a price list.
    case entry(PriceListEntry)
    /// Everything that a person changed, had changed in his name, or caused.
    case author(ActorID)
    /// Everything.
    case everything

    /// Which edits of the streams found are wanted.
    func filter(_ merged: MergedAccounts) -> PriceEditFilter {
        switch self {
        case .quote(let quote): PriceEditFilter(quote: quote)
        case .line(let quote, let line): PriceEditFilter(quote: quote, line: line)
        case .account(let account): PriceEditFilter(accounts: merged.members(of: account))
        case .product(let product): PriceEditFilter(product: product)
        case .list(let list): PriceEditFilter(list: list)
        case .entry(let entry): .entry(entry)
        case .author(let author): PriceEditFilter(author: author)
        case .everything: PriceEditFilter()
        }
    }
}
