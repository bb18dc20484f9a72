internal import DealtrailModel
internal import DealtrailSales

/// Notices what a decider would have refused, in the order in which the events are appended.
///
/// It knows only the events of the import itself, and refuses nothing: real data breaks rules.
struct BreachDetector {
    /// What is known of one price.
    private enum Price {
        case set(Money?)
        case removed
    }

    /// What is known of one opportunity.
    private struct Opportunity {
        var isStaged = false
        var isClosed = false
        var lastTime: ZonedTime?
    }

    /// What is known of one quote.
    private struct Quote {
        var lines: Set<LineID> = []
        var removed: Set<LineID> = []
    }

    private var listPrices: [String: Price] = [:]
    private var linePrices: [String: Price] = [:]
    private var opportunities: [OpportunityID: Opportunity] = [:]
    private var quotes: [QuoteID: Quote] = [:]

    /// Takes the next event.
    ///
    /// - Returns: The rules that it breaks, each with what was found.
    mutating func observe(_ event: any Event, occurredAt: OccurredAt) -> [(rule: String, detail: String)] {
        switch event {
        case let event as PriceListEntrySet:
            return listPrice(event.list, event.product, event.field, old: nil, new: event.price, isSet: true)
        case let event as PriceListEntryChanged:
            return listPrice(event.list, event.product, event.field, old: event.old, new: event.new, isSet: false)
        case let event as PriceListEntryRemoved: return removal(of: event)
        case let event as QuoteCreated:
            quotes[event.quote] = quotes[event.quote] ?? Quote()
            return []
        case let event as QuoteLineAdded: return line(event)
        case let event as QuoteLineRemoved:
            quotes[event.quote, default: Quote()].removed.insert(event.line)
            return []
        case let event as QuoteLinePriceChanged: return linePrice(event)
        case let event as OpportunityCreated:
            guard opportunities.updateValue(Opportunity(), forKey: event.opportunity) != nil else { return [] }
            return [("opportunity.created-twice", "\(event.opportunity) was created before")]
        case let event as OpportunityStageEntered: return stage(event.opportunity, occurredAt)
        case let event as OpportunityWon: return closing(event.opportunity, occurredAt)
        case let event as OpportunityLost: return closing(event.opportunity, occurredAt)
        default: return []
        }
    }

    private mutating func listPrice(
        _ list: PriceListID, _ product: ProductID, _ field: String?, old: Money?, new: Money?, isSet: Bool
    ) -> [(rule: String, detail: String)] {
        let key = "\(list)/\(product)#\(field ?? "")"
        let before = listPrices.updateValue(.set(new), forKey: key)
        switch (before, isSet) {
        case (nil, true), (.removed, true): return []
        case (.set(let price), true):
            return [("price.set-twice", "\(key) is set while its price is \(price?.description ?? "not recorded")")]
        case (nil, false), (.removed, false): return [("price.not-set", "\(key) is changed and has no price")]
        case (.set(let price), false): return chain(key, was: price, said: old)
        }
    }

    private mutating func removal(of event: PriceListEntryRemoved) -> [(rule: String, detail: String)] {
        let key = "\(event.list)/\(event.product)#\(event.field ?? "")"
        guard case .set(let price) = listPrices.updateValue(.removed, forKey: key) else {
            return [("price.not-set", "\(key) is removed and has no price")]
        }
        return chain(key, was: price, said: event.lastPrice)
    }

    /// The old price is the new price of the event before, where both are recorded.
    private func chain(_ key: String, was: Money?, said: Money?) -> [(rule: String, detail: String)] {
        guard let was, let said, was != said else { return [] }
        return [("price.chain-broken", "\(key) was \(was), and the row says that it was \(said)")]
    }

    private mutating func line(_ event: QuoteLineAdded) -> [(rule: String, detail: String)] {
        let isKnown = quotes[event.quote] != nil
        let isNew = quotes[event.quote, default: Quote()].lines.insert(event.line).inserted
        quotes[event.quote, default: Quote()].removed.remove(event.line)
        linePrices["\(event.quote)#\(event.line)"] = .set(event.unitPrice)
        if !isKnown {
            return [("quote.not-created", "line \(event.line) is added to \(event.quote), which was not created")]
        }
        return isNew ? [] : [("quote.line-twice", "line \(event.line) of \(event.quote) is added twice")]
    }

    private mutating func linePrice(_ event: QuoteLinePriceChanged) -> [(rule: String, detail: String)] {
        let key = "\(event.quote)#\(event.line)"
        let before = linePrices.updateValue(.set(event.new), forKey: key)
        guard let quote = quotes[event.quote], quote.lines.contains(event.line) else {
            return [("quote.line-missing", "the price of \(key) is changed before the line is there")]
        }
        guard !quote.removed.contains(event.line) else {
            return [("quote.line-removed", "the price of \(key) is changed after the line was removed")]
        }
        guard case .set(let price) = before else { return [] }
        return chain(key, was: price, said: event.old)
    }

    private mutating func stage(_ id: OpportunityID, _ occurredAt: OccurredAt) -> [(rule: String, detail: String)] {
        var breaches: [(rule: String, detail: String)] = []
        if opportunities[id] == nil { breaches.append(("opportunity.not-created", "\(id) enters a stage uncreated")) }
        if opportunities[id]?.isClosed == true { breaches.append(("stage.after-close", "\(id) enters a stage closed")) }
        breaches += order(id, occurredAt, "enters a stage")
        opportunities[id, default: Opportunity()].isStaged = true
        return breaches
    }

    private mutating func closing(_ id: OpportunityID, _ occurredAt: OccurredAt) -> [(rule: String, detail: String)] {
        var breaches: [(rule: String, detail: String)] = []
        if opportunities[id] == nil { breaches.append(("opportunity.not-created", "\(id) is closed uncreated")) }
        if opportunities[id]?.isStaged != true {
            breaches.append(("stage.missing", "\(id) is closed and never entered a stage"))
        }
        if opportunities[id]?.isClosed == true {
            breaches.append(("opportunity.closed-twice", "\(id) was closed before"))
        }
        breaches += order(id, occurredAt, "is closed")
        opportunities[id, default: Opportunity()].isClosed = true
        return breaches
    }

    /// A step does not lie before the one before it, where both times are known.
    private mutating func order(
        _ id: OpportunityID, _ occurredAt: OccurredAt, _ what: String
    ) -> [(rule: String, detail: String)] {
        guard let time = occurredAt.time else { return [] }
        let last = opportunities[id]?.lastTime
        opportunities[id, default: Opportunity()].lastTime = max(time, last ?? time)
        guard let last, time.instant < last.instant else { return [] }
        return [("time.before-previous", "\(id) \(what) at \(time), before its previous step at \(last)")]
    }
}
