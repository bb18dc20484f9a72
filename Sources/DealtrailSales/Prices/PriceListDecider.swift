public import DealtrailModel

/// What is known of a list entry, and of the quotes that it prices, when its price is decided.
public struct PriceListState: Sendable {
    /// The lines of one quote that have the product from the list.
    struct Quoted: Sendable {
        var account: AccountID?
        var isOpen = true
        var lines: [LineID: (unitPrice: Money?, listPrice: Money?)] = [:]
        var approvals: [ApprovalID: ApprovalInvalidated] = [:]
    }

    var price: Money?
    /// Its further prices by field, such as its floor price.
    var others: [String: Money] = [:]
    var quotes: [QuoteID: Quoted] = [:]

    /// The price of the entry, or a further one.
    func price(_ field: String?) -> Money? { field.map { others[$0] } ?? price }

    /// The price of the entry, or a further one.
    ///
    /// - Throws: ``Refusal`` (`price-list.no-entry`).
    func requireEntry(
        _ list: PriceListID, _ product: ProductID, _ field: String?, _ policy: SalesPolicy
    ) throws(Refusal) -> Money {
        guard let price = price(field) else {
            throw policy.refusal(
                "price-list.no-entry",
                "the list \(list) has no \(field.map { "\($0) " } ?? "")price for \(product); set one",
                ["list": list, "product": product, "field": field ?? "none"])
        }
        return price
    }

    mutating func set(_ price: Money?, _ field: String?) {
        if let field { others[field] = price } else { self.price = price }
    }

    /// The event of the list, and what it leads to in every open quote, quotes and lines in the order of their names.
    func change(_ event: any Event, to price: Money, of entry: PriceListEntry) -> [ProposedEvent] {
        var proposed = [ProposedEvent(event)]
        for (quote, quoted) in quotes.sorted(by: { $0.key < $1.key }) where quoted.isOpen {
            var firstChange: Int?
            for (line, prices) in quoted.lines.sorted(by: { $0.key < $1.key }) where prices.listPrice != price {
                // A line in another currency is not measured against this list any more; nobody converted it.
                guard prices.unitPrice?.currency ?? price.currency == price.currency else { continue }
                let followsList = prices.unitPrice == prices.listPrice
                if followsList, firstChange == nil { firstChange = proposed.count }
                proposed.append(
                    ProposedEvent(
                        QuoteRepriced(
                            quote: quote, line: line, product: entry.product, old: prices.unitPrice,
                            new: followsList ? price : prices.unitPrice, list: entry.list,
                            oldListPrice: prices.listPrice, newListPrice: price, account: quoted.account),
                        cause: .sibling(0)))
            }
            guard let firstChange else { continue }
            for (_, ending) in quoted.approvals.sorted(by: { $0.key < $1.key }) {
                proposed.append(ProposedEvent(ending, cause: .sibling(firstChange)))
            }
        }
        return proposed
    }
}

/// Folds what decisions about a list entry rest on: all of it is found by the tag of the entry.
public enum PriceListDecider: Decider {
    /// No price and no quote yet.
    public static let initial = PriceListState()
    /// The entry's own events, and those that price, open or close quotes that have it.
    public static let fold = Fold<PriceListState> {
        On(PriceListEntrySet.self) { state, event in state.set(event.price, event.field) }
        On(PriceListEntryChanged.self) { state, event in state.set(event.new, event.field) }
        On(PriceListEntryRemoved.self) { state, event in state.set(nil, event.field) }
        On(QuoteLineAdded.self) { state, event in
            state.quotes[event.quote, default: .init()].account = event.account
            state.quotes[event.quote]?.lines[event.line] = (event.unitPrice, event.listPrice)
        }
        On(QuoteLineRemoved.self) { state, event in state.quotes[event.quote]?.lines[event.line] = nil }
        On(QuoteLinePriceChanged.self) { state, event in
            state.quotes[event.quote]?.lines[event.line]?.unitPrice = event.new
        }
        On(QuoteDiscountApplied.self) { state, event in
            for line in event.lines { state.quotes[event.quote]?.lines[line.line]?.unitPrice = line.new }
        }
        On(QuoteRepriced.self) { state, event in
            state.quotes[event.quote]?.lines[event.line] = (event.new, event.newListPrice)
        }
        On(QuoteVersionStarted.self) { state, event in state.quotes[event.quote]?.isOpen = true }
        On(QuoteSent.self) { state, event in
            state.quotes[event.quote]?.isOpen = false
            if let approval = event.approval { state.quotes[event.quote]?.approvals[approval] = nil }
        }
        On(ApprovalRequested.self) { state, event in
            state.quotes[event.quote]?.approvals[event.approval] = ApprovalInvalidated(
                approval: event.approval, quote: event.quote, fingerprint: event.fingerprint, account: event.account,
                entries: event.entries)
        }
        On(ApprovalRejected.self) { state, event in state.quotes[event.quote]?.approvals[event.approval] = nil }
        On(ApprovalWithdrawn.self) { state, event in state.quotes[event.quote]?.approvals[event.approval] = nil }
        On(ApprovalInvalidated.self) { state, event in state.quotes[event.quote]?.approvals[event.approval] = nil }
    }

    static func scope(_ list: PriceListID, _ product: ProductID) -> Query { .tag(.listEntry(list, product)) }
}
