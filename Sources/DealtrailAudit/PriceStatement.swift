import DealtrailModel
import DealtrailSales

/// What one event does to the price of one line.
public struct PriceStatement: Hashable, Sendable, Encodable {
    /// What was done: added, removed, changed, discounted, repriced, listed.
    public let action: String
    /// The line of the quote, or the list and product.
    public let line: String
    /// The price before; `nil` where there was none or it is not recorded.
    public let old: String?
    /// The price after; `nil` where there is none or it is not recorded.
    public let new: String?
    /// Why, in the author's words.
    public let reason: String?

    /// One line of text.
    public var text: String {
        let prices = action == "removed" ? old ?? "not recorded" : "\(old ?? "-") -> \(new ?? "not recorded")"
        return "\(line) \(action): \(prices)\(reason.map { " (\"\($0)\")" } ?? "")"
    }

    private init(_ action: String, _ line: String, _ old: Money?, _ new: Money?, _ reason: String? = nil) {
        self.action = action
        self.line = line
        self.old = old?.description
        self.new = new?.description
        self.reason = reason
    }

    /// The statements of an event; none for a kind that does nothing to prices, and for one that does not read.
    static func all(in event: RecordedEvent) -> [PriceStatement] {
        (try? statements(of: event)) ?? []
    }

    private static func statements(of event: RecordedEvent) throws -> [PriceStatement] {
        switch event.kind {
        case QuoteLineAdded.kind:
            let added = try event.decode(QuoteLineAdded.self)
            return [PriceStatement("added", added.line.rawValue, nil, added.unitPrice)]
        case QuoteLinePriceChanged.kind:
            let changed = try event.decode(QuoteLinePriceChanged.self)
            return [PriceStatement("changed", changed.line.rawValue, changed.old, changed.new, changed.reason)]
        case QuoteLineRemoved.kind:
            let removed = try event.decode(QuoteLineRemoved.self)
            return [PriceStatement("removed", removed.line.rawValue, removed.lastPrice, nil, removed.reason)]
        case QuoteDiscountApplied.kind:
            let discount = try event.decode(QuoteDiscountApplied.self)
            return discount.lines.map {
                PriceStatement("discounted \(discount.percent) %", $0.line.rawValue, $0.old, $0.new, discount.reason)
            }
        case QuoteRepriced.kind:
            let repriced = try event.decode(QuoteRepriced.self)
            return [PriceStatement("repriced", repriced.line.rawValue, repriced.old, repriced.new)]
        case PriceListEntrySet.kind:
            let set = try event.decode(PriceListEntrySet.self)
            return [PriceStatement("listed", "\(set.list)/\(set.product)", nil, set.price)]
        case PriceListEntryChanged.kind:
            let changed = try event.decode(PriceListEntryChanged.self)
            return [
                PriceStatement(
                    "listed", "\(changed.list)/\(changed.product)", changed.old, changed.new, changed.reason)
            ]
        case PriceListEntryRemoved.kind:
            let removed = try event.decode(PriceListEntryRemoved.self)
            return [
                PriceStatement(
                    "removed", "\(removed.list)/\(removed.product)", removed.lastPrice, nil, removed.reason)
            ]
        default: return []
        }
    }
}
