public import DealtrailModel
public import DealtrailSales

/// The list prices of products at any time, from the price lists of a ``QuoteAuditTrail``.
public struct ListPrices: Sendable {
    private var steps: [ProductID: [(list: PriceListID, field: String?, steps: [PriceStep])]] = [:]

    /// Takes the states of entries by their keys (`list-entry:...`); other keys are passed over.
    ///
    /// - Complexity: O(entries log entries).
    public init(_ states: some Sequence<(key: String, state: QuoteAuditTrail.State)>) {
        for (key, state) in states where key.hasPrefix("list-entry:") {
            for item in state.items {
                // A floor price is none at which anything is sold.
                guard let list = item.list, let product = item.product, item.field != PriceListEntry.floor else {
                    continue
                }
                steps[product, default: []].append((list, item.field, item.steps))
            }
        }
        for product in steps.keys {
            steps[product]?.sort { ($0.list, $0.field ?? "") < ($1.list, $1.field ?? "") }
        }
    }

    /// The price that was in force at `time`; `nil` for the last one known.
    ///
    /// Without a list, that of the first list by name that has the product; of several prices of a product the first by
    /// name. A change at `time` itself is in force; a price whose time is not known has been in force from the beginning.
    public func price(of product: ProductID, in list: PriceListID? = nil, at time: Timestamp? = nil) -> Money? {
        guard let entry = steps[product]?.first(where: { list == nil || $0.list == list }) else { return nil }
        return entry.steps.last { step in
            guard let time, let occurred = step.occurredAt else { return true }
            return occurred <= time
        }?.new
    }
}
