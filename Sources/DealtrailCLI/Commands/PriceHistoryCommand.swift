import ArgumentParser
import Dealtrail

struct PriceHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price-history", abstract: "Who changed the price: every edit with author, reason and approval.",
        discussion: "Give at least one of the choices; of several, edits must fit all.")

    @OptionGroup var location: TrailLocation
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var form: ReportOptions

    @Option(help: "Edits of this quote.", transform: Parse.name)
    var quote: QuoteID?

    @Option(help: "Edits of this line of the quote.", transform: Parse.name)
    var line: LineID?

    @Option(help: "Edits of quotes for this account.", transform: Parse.name)
    var account: AccountID?

    @Option(help: "Edits of the price of this product, in quotes and lists.", transform: Parse.name)
    var product: ProductID?

    @Option(help: "Edits of this price list.", transform: Parse.name)
    var list: PriceListID?

    @Option(
        help: ArgumentHelp("Edits of one entry of a price list.", valueName: "list/product"),
        transform: PriceHistoryCommand.entry)
    var entry: PriceListEntry?

    @Option(help: "Edits that this person made, had made in his name, or caused.", transform: Parse.name)
    var author: ActorID?

    @Flag(help: "All edits.")
    var everything = false

    func validate() throws {
        guard line == nil || quote != nil else { throw ValidationError("--line needs --quote: which quote's line?") }
        guard entry == nil || list == nil && product == nil else {
            throw ValidationError("--entry names list and product: leave out --list and --product")
        }
        guard subject != nil else {
            throw ValidationError(
                "Whose prices? give --quote, --account, --product, --list, --entry, --author or --everything")
        }
    }

    func run() async throws {
        guard let subject else { return }
        try await location.withTrail { trail in
            let point = try asOf.point(in: trail)
            let history = try trail.priceHistory(of: subject, asOf: point).filtered(filter(in: trail, at: point))
            try form.write(trail.answer(history, at: point))
        }
    }

    /// Where to look: the narrowest choice that was given.
    private var subject: PriceSubject? {
        if let quote { return line.map { .line(quote, $0) } ?? .quote(quote) }
        if let entry { return .entry(entry) }
        if let list, let product { return .entry(PriceListEntry(list: list, product: product)) }
        if let account { return .account(account) }
        if let list { return .list(list) }
        if let product { return .product(product) }
        if let author { return .author(author) }
        return everything ? .everything : nil
    }

    private func filter(in trail: Trail, at point: AsOf) throws -> PriceEditFilter {
        PriceEditFilter(
            quote: quote, line: line,
            accounts: try account.map { try trail.mergedAccounts(asOf: point).members(of: $0) },
            product: product ?? entry?.product, list: list ?? entry?.list,
            author: author)
    }

    /// List and product with a slash between them; further slashes belong to the product.
    private static func entry(_ text: String) throws -> PriceListEntry {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else { throw ValidationError("\"\(text)\" is not LIST/PRODUCT") }
        return PriceListEntry(
            list: try Parse.name(String(parts[0])), product: try Parse.name(String(parts[1])))
    }
}
