public import DealtrailModel

/// Folds what decisions about quotes, their approvals and contracts rest on.
public enum QuoteDecider: Decider {
    /// No quote yet.
    public static let initial = QuoteState()
    /// The quote's own events, its approvals and contracts, and list prices, accounts and opportunities in scope.
    public static let fold = Fold<QuoteState> {
        On(AccountCreated.self) { state, event in state.accounts.insert(event.account) }
        On(OpportunityCreated.self) { state, _ in state.opportunityExists = true }
        On(PriceListEntrySet.self) { state, event, view in
            let entry = PriceListEntry(list: event.list, product: event.product)
            state.noteList(entry, field: event.field, event.price, by: try view.id)
        }
        On(PriceListEntryChanged.self) { state, event, view in
            let entry = PriceListEntry(list: event.list, product: event.product)
            state.noteList(entry, field: event.field, event.new, by: try view.id)
        }
        On(PriceListEntryRemoved.self) { state, event, view in
            let entry = PriceListEntry(list: event.list, product: event.product)
            state.noteList(entry, field: event.field, nil, by: try view.id)
        }
        On(QuoteCreated.self) { state, event in state.created = event }
        On(QuoteLineAdded.self) { state, event, view in
            state.usedLines.insert(event.line)
            state.lines.append(
                QuoteLineTerms(
                    line: event.line, product: event.product, quantity: event.quantity, unitPrice: event.unitPrice,
                    listPrice: event.listPrice, list: event.list))
            state.levels.listed[event.line] = try view.id
            state.notePriced(event.line, by: try view.id)
            state.edited(by: try view.author)
        }
        On(QuoteLineRemoved.self) { state, event, view in
            state.lines.removeAll { $0.line == event.line }
            state.edited(by: try view.author)
        }
        On(QuoteLinePriceChanged.self) { state, event, view in
            state.change(event.line) { $0.priced(event.new) }
            state.notePriced(event.line, by: try view.id)
            state.edited(by: try view.author)
        }
        On(QuoteDiscountApplied.self) { state, event, view in
            for line in event.lines {
                state.change(line.line) { $0.priced(line.new) }
                state.notePriced(line.line, by: try view.id)
            }
            state.edited(by: try view.author)
        }
        On(QuoteRepriced.self) { state, event, view in
            state.change(event.line) { $0.priced(event.new).listed(event.newListPrice) }
            state.levels.listed[event.line] = try view.id
            // A negotiated price that stays was not set by this.
            if event.old != event.new { state.notePriced(event.line, by: try view.id) }
        }
        On(QuoteVersionStarted.self) { state, event in
            state.version = event.version
            state.phase = .open
            state.submitted = nil
        }
        On(QuoteSubmitted.self) { state, event in state.submitted = event.fingerprint }
        On(QuoteSent.self) { state, event in
            state.version = event.version
            state.phase = .sent
            state.sent = event
            if let approval = event.approval { state.approvals[approval]?.phase = .used }
        }
        On(QuoteAccepted.self) { state, _ in state.phase = .accepted }
        On(QuoteRejected.self) { state, _ in state.phase = .rejected }
        On(QuoteExpired.self) { state, _ in state.phase = .expired }
        On(ApprovalRequested.self) { state, event in
            state.approvals[event.approval] = .init(
                fingerprint: event.fingerprint, entries: event.entries, terms: state.lines, phase: .pending)
        }
        On(ApprovalGranted.self) { state, event, view in
            state.approvals[event.approval]?.phase = .granted
            state.noteGranted(event.approval, by: try view.id)
        }
        On(ApprovalRejected.self) { state, event in state.approvals[event.approval]?.phase = .ended }
        On(ApprovalWithdrawn.self) { state, event in state.approvals[event.approval]?.phase = .ended }
        On(ApprovalInvalidated.self) { state, event in state.approvals[event.approval]?.phase = .ended }
        On(ContractSigned.self) { state, event in state.contracts[event.contract] = event }
    }

    /// Everything that concerns a quote.
    static func scope(_ quote: QuoteID) -> Query { .tag(.quote(quote)) }

    /// The price of a product in a list.
    static func scope(_ entry: PriceListEntry?) -> Query {
        guard let entry else { return .none }
        let kinds: Set = [PriceListEntrySet.kind, PriceListEntryChanged.kind, PriceListEntryRemoved.kind]
        return Query(items: [.init(kinds: kinds, tags: [.listEntry(entry)])])
    }
}

extension QuoteState {
    mutating func edited(by author: Author) {
        editors.insert(author.id)
        if let other = author.onBehalfOf { editors.insert(other) }
    }
}

extension QuoteLineTerms {
    func priced(_ price: Money?) -> QuoteLineTerms {
        QuoteLineTerms(
            line: line, product: product, quantity: quantity, unitPrice: price, listPrice: listPrice, list: list)
    }

    func listed(_ price: Money?) -> QuoteLineTerms {
        QuoteLineTerms(
            line: line, product: product, quantity: quantity, unitPrice: unitPrice, listPrice: price, list: list)
    }
}
