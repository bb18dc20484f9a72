import DealtrailModel
import DealtrailSales

/// A walk along one stream that collects its edits; what an edit does is up to ``QuoteAuditTrail/State``.
struct PriceWalk {
    private(set) var edits: [(order: FoldOrder, edit: PriceEdit)] = []
    private let approvals: ApprovalIndex
    private let cause: (EventID) -> RecordedEvent?
    private let rulesVersion: (ContentDigest) -> String?
    private var state = QuoteAuditTrail.State()
    /// The last edit of each item that is still there, by the identity of the item.
    private var latest: [ItemKey: Int] = [:]
    private var origins: [UInt64: EditOrigin] = [:]
    /// Removals that a later addition may take up, by position.
    private var removals: [UInt64: Int] = [:]

    private struct ItemKey: Hashable {
        let line: LineID?
        let product: ProductID?
        let field: String?

        init(_ item: PricedItem) {
            line = item.line
            // A line is itself whatever its product turns out to be.
            product = item.line == nil ? item.product : nil
            field = item.field
        }
    }

    /// What an event says beside the prices.
    struct Details {
        var quote: QuoteID?
        var list: PriceListID?
        var account: AccountID?
        var discount: ScaledDecimal?
        var reason: String?
        var cause: PriceChangeCause?
        var approver: ActorID?
    }

    init(
        approvals: ApprovalIndex, cause: @escaping (EventID) -> RecordedEvent?,
        rulesVersion: @escaping (ContentDigest) -> String?
    ) {
        self.approvals = approvals
        self.cause = cause
        self.rulesVersion = rulesVersion
    }

    mutating func take(_ event: RecordedEvent) throws(EventError) {
        let stamp = PriceStamp(
            mark: EventMark(
                position: event.position, id: event.id, occurredAt: event.occurredAt.time?.instant),
            author: event.author.id)
        if try takeLine(event, stamp) { return }
        if try takeEntry(event, stamp) { return }
        try takeVersion(event)
    }

    private mutating func takeLine(_ event: RecordedEvent, _ stamp: PriceStamp) throws(EventError) -> Bool {
        switch event.kind {
        case QuoteLineAdded.kind:
            let it = try event.decode(QuoteLineAdded.self)
            let index = state.add(
                line: it.line, product: it.product, quantity: it.quantity, price: it.unitPrice,
                listPrice: it.listPrice, list: it.list, stamp: stamp)
            note(event, index, Details(quote: it.quote, list: it.list, account: it.account))
        case QuoteLineRemoved.kind:
            let it = try event.decode(QuoteLineRemoved.self)
            let index = state.remove(line: it.line, product: it.product, lastPrice: it.lastPrice, stamp: stamp)
            note(event, index, Details(quote: it.quote, list: it.list, account: it.account, reason: it.reason))
        case QuoteLinePriceChanged.kind:
            let it = try event.decode(QuoteLinePriceChanged.self)
            let index = state.change(
                .changed, line: it.line, product: it.product, old: it.old, new: it.new, list: it.list, stamp: stamp)
            note(
                event, index,
                Details(
                    quote: it.quote, list: it.list, account: it.account, reason: it.reason, cause: it.cause,
                    approver: it.approver))
        case QuoteRepriced.kind:
            let it = try event.decode(QuoteRepriced.self)
            let index = state.change(
                .repriced, line: it.line, product: it.product, old: it.old, new: it.new, list: it.list,
                listPrice: .some(it.newListPrice), stamp: stamp)
            note(event, index, Details(quote: it.quote, list: it.list, account: it.account))
        case QuoteDiscountApplied.kind:
            let it = try event.decode(QuoteDiscountApplied.self)
            for line in it.lines {
                let index = state.change(
                    .discounted, line: line.line, product: line.product, old: line.old, new: line.new, list: line.list,
                    stamp: stamp)
                note(
                    event, index,
                    Details(
                        quote: it.quote, list: line.list, account: it.account, discount: it.percent, reason: it.reason,
                        cause: it.cause))
            }
        default: return false
        }
        approve(event)
        return true
    }

    private mutating func takeEntry(_ event: RecordedEvent, _ stamp: PriceStamp) throws(EventError) -> Bool {
        switch event.kind {
        case PriceListEntrySet.kind:
            let it = try event.decode(PriceListEntrySet.self)
            let index = state.entry(
                .listSet, list: it.list, product: it.product, field: it.field, old: nil, new: it.price, stamp: stamp)
            note(event, index, Details(list: it.list, approver: it.approver))
        case PriceListEntryChanged.kind:
            let it = try event.decode(PriceListEntryChanged.self)
            let index = state.entry(
                .listChanged, list: it.list, product: it.product, field: it.field, old: it.old, new: it.new,
                stamp: stamp)
            note(event, index, Details(list: it.list, reason: it.reason, approver: it.approver))
        case PriceListEntryRemoved.kind:
            let it = try event.decode(PriceListEntryRemoved.self)
            let index = state.entry(
                .listRemoved, list: it.list, product: it.product, field: it.field, old: it.lastPrice, new: nil,
                stamp: stamp)
            note(event, index, Details(list: it.list, reason: it.reason, approver: it.approver))
        default: return false
        }
        return true
    }

    private mutating func takeVersion(_ event: RecordedEvent) throws(EventError) {
        switch event.kind {
        case QuoteCreated.kind:
            let it = try event.decode(QuoteCreated.self)
            state.account = it.account ?? state.account
        case QuoteVersionStarted.kind: state.start(version: Int64(try event.decode(QuoteVersionStarted.self).version))
        case QuoteSubmitted.kind:
            state.move(to: .submitted, version: Int64(try event.decode(QuoteSubmitted.self).version))
        case QuoteSent.kind:
            let it = try event.decode(QuoteSent.self)
            state.move(to: .sent, version: Int64(it.version))
            let sent = SentPrice(version: it.version, document: it.document, origin: EditOrigin(event))
            for item in state.items where !item.isRemoved {
                guard let index = latest[ItemKey(item)], edits[index].edit.sent == nil else { continue }
                edits[index].edit.sent = sent
            }
        default: break
        }
    }

    /// Adds the edit that the last step of an item is; a removal that it takes up is no edit of its own any more.
    private mutating func note(_ event: RecordedEvent, _ index: Int, _ details: Details) {
        let item = state.items[index]
        guard let step = item.steps.last else { return }
        let origin = EditOrigin(event)
        origins[event.position] = origin
        if let account = details.account { state.account = account }
        let causation = causation(event)
        let edit = PriceEdit(
            kind: step.kind, origin: origin,
            answerable: step.kind == .repriced ? causation?.origin?.author ?? origin.author : origin.author,
            quote: details.quote, version: details.quote == nil ? nil : state.version,
            line: item.line, list: details.list ?? item.list, product: item.product, field: item.field,
            account: details.quote == nil ? nil : state.account, old: step.old,
            oldStatus: status(step.old, absent: step.kind.startsPrice), new: step.new,
            newStatus: status(step.new, absent: step.kind.endsPrice),
            percent: step.old.flatMap { old in step.new.flatMap { old.percentChange(to: $0) } },
            discount: details.discount, reason: details.reason, cause: details.cause, causation: causation,
            counterpart: step.counterpart.flatMap { origins[$0] },
            approvals: details.approver.map { approver in
                [EditApproval(source: .named, approver: approver, role: nil, approval: nil, decision: nil)]
            } ?? [], rules: event.rules, rulesVersion: event.rules.flatMap(rulesVersion), sent: nil)
        let place: Int
        if step.kind == .readded, let removal = step.counterpart.flatMap({ removals.removeValue(forKey: $0) }) {
            // The removal and the addition are one change; it happened when the product was back.
            edits[removal] = (FoldOrder(event), edit)
            place = removal
        } else {
            edits.append((FoldOrder(event), edit))
            place = edits.count - 1
        }
        if step.kind == .removed { removals[event.position] = place }
        guard !item.isRemoved else { return latest[ItemKey(item)] = nil }
        if item.lastEdit.position == event.position { latest[ItemKey(item)] = place }
    }

    private func status(_ price: Money?, absent: Bool) -> PriceEdit.PriceStatus {
        price != nil ? .recorded : absent ? .none : .notRecorded
    }

    private func causation(_ event: RecordedEvent) -> EditCause? {
        guard let id = event.causation else { return nil }
        let found = cause(id)
        // Only a change of a list gives a reason that explains an edit.
        let reason = found.flatMap { try? $0.decode(PriceListEntryChanged.self).reason }
        return EditCause(event: id, origin: found.map(EditOrigin.init), reason: reason)
    }

    /// Gives every price in force the approvals that hold for the terms as they are after `event`.
    private mutating func approve(_ event: RecordedEvent) {
        guard let quote = edits.last?.edit.quote, approvals.hasGrants(for: quote) else { return }
        let terms = state.items.filter { !$0.isRemoved }.compactMap { item in
            item.line.flatMap { line in
                item.product.map { product in
                    QuoteLineTerms(line: line, product: product, quantity: item.quantity, unitPrice: item.price)
                }
            }
        }
        let found = approvals.approvers(of: quote, fingerprint: QuoteFingerprint.of(terms), since: FoldOrder(event))
        guard !found.isEmpty else { return }
        for index in latest.values {
            edits[index].edit.approvals += found.filter { !edits[index].edit.approvals.contains($0) }
        }
    }
}
