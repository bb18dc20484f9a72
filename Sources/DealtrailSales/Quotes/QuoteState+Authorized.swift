import DealtrailModel

extension QuoteState {
    /// A price with the event that made it so.
    struct KnownPrice: Sendable {
        let price: Money
        let event: EventID
        var approval: ApprovalID?
    }

    /// What prices of the quote may be measured against, beside the list prices on its lines.
    struct Levels: Sendable {
        /// The last event that put a list price on a line.
        var listed: [LineID: EventID] = [:]
        /// The list price on a line when its price was last set.
        var priced: [LineID: KnownPrice] = [:]
        /// The price at which a line was last approved.
        var approved: [LineID: KnownPrice] = [:]
        /// List prices in force, of the entries in scope.
        var lists: [PriceListEntry: KnownPrice] = [:]
        /// Floor prices in force, of the entries in scope.
        var floors: [PriceListEntry: KnownPrice] = [:]
    }

    /// What a line is measured against: what the policy asks for, and the list price on the line where there is none of it in
    /// the currency of the line.
    func authorized(_ line: QuoteLineTerms, _ base: PriceBase) -> AuthorizedPrice {
        let listed = AuthorizedPrice(line.listPrice, event: levels.listed[line.line])
        let entry = PriceListEntry(line.list, line.product)
        let known: KnownPrice?
        switch base {
        case .listOnQuote: return listed
        case .listWhenPriced: known = levels.priced[line.line]
        case .listNow: known = entry.flatMap { levels.lists[$0] }
        case .lastApproved: known = levels.approved[line.line]
        case .floor: known = entry.flatMap { levels.floors[$0] }
        }
        guard let known, known.price.currency == line.unitPrice?.currency else {
            return AuthorizedPrice(listed.price, missing: base, event: listed.event)
        }
        return AuthorizedPrice(known.price, base, event: known.event, approval: known.approval)
    }

    /// The entries of the price lists that decisions about the lines rest on, where the policy measures against them.
    func listScope(under rules: any RuleSet) -> Query {
        guard let pricing = (rules as? any SalesRules)?.sales.pricing, pricing.measuredFrom.isInLists else {
            return .none
        }
        return entries.reduce(.none) { $0.or(QuoteDecider.scope($1)) }
    }

    /// Notes that the price of a line was set, and from which list price.
    mutating func notePriced(_ line: LineID, by event: EventID) {
        let list = lines.last { $0.line == line }?.listPrice
        levels.priced[line] = list.map { KnownPrice(price: $0, event: event) }
    }

    /// Notes that an approval was granted: the prices of the terms that were asked for are authorised from here on.
    mutating func noteGranted(_ approval: ApprovalID, by event: EventID) {
        // Of an import that says another fingerprint nobody knows which prices were approved.
        guard let facts = approvals[approval], facts.fingerprint == QuoteFingerprint.of(facts.terms) else { return }
        for line in facts.terms {
            levels.approved[line.line] = line.unitPrice.map { KnownPrice(price: $0, event: event, approval: approval) }
        }
    }

    /// Notes the price of an entry, or that it has none any more.
    mutating func noteList(_ entry: PriceListEntry, field: String?, _ price: Money?, by event: EventID) {
        let known = price.map { KnownPrice(price: $0, event: event) }
        if field == nil { levels.lists[entry] = known }
        if field == PriceListEntry.floor { levels.floors[entry] = known }
    }
}
