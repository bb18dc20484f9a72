import DealtrailModel
import DealtrailSales

extension PriceStamp {
    init(_ event: borrowing EventView) throws {
        self.init(mark: try EventMark(event), author: try event.author.id)
    }
}

extension QuoteAuditTrail {
    typealias Row = ProjectionRows<State>.Row

    static var quoteRows: [Row] {
        [
            Row(QuoteCreated.kind) { state, event in
                try event.fields.update(&state.account, from: QuoteCreated.CodingKeys.account)
                try event.fields.update(&state.opportunity, from: QuoteCreated.CodingKeys.opportunity)
                try event.fields.update(&state.owner, from: QuoteCreated.CodingKeys.owner)
            },
            Row(QuoteVersionStarted.kind) { state, event in
                state.start(version: try event.fields.integer(QuoteVersionStarted.CodingKeys.version))
            },
            Row(QuoteSubmitted.kind) { state, event in
                state.move(to: .submitted, version: try event.fields.integer(QuoteSubmitted.CodingKeys.version))
                try event.fields.update(&state.owner, from: QuoteSubmitted.CodingKeys.owner)
            },
            Row(QuoteSent.kind) { state, event in
                state.move(to: .sent, version: try event.fields.integer(QuoteSent.CodingKeys.version))
                try event.fields.update(&state.account, from: QuoteSent.CodingKeys.account)
                try event.fields.update(&state.owner, from: QuoteSent.CodingKeys.owner)
            },
            Row(QuoteAccepted.kind) { state, event in
                state.move(to: .accepted, version: try event.fields.integer(QuoteAccepted.CodingKeys.version))
            },
            Row(QuoteRejected.kind) { state, event in
                state.move(to: .rejected, version: try event.fields.integer(QuoteRejected.CodingKeys.version))
            },
            Row(QuoteExpired.kind) { state, event in
                state.move(to: .expired, version: try event.fields.integer(QuoteExpired.CodingKeys.version))
            },
        ]
    }

    static var lineRows: [Row] {
        [
            Row(QuoteLineAdded.kind) { state, event in
                typealias Key = QuoteLineAdded.CodingKeys
                let fields = event.fields
                try fields.update(&state.account, from: Key.account)
                state.add(
                    line: try fields.name(Key.line) ?? "", product: try fields.name(Key.product),
                    quantity: try fields.decimal(Key.quantity), price: try fields.money(Key.unitPrice),
                    listPrice: try fields.money(Key.listPrice), list: try fields.name(Key.list),
                    stamp: try PriceStamp(event))
            },
            Row(QuoteLineRemoved.kind) { state, event in
                typealias Key = QuoteLineRemoved.CodingKeys
                let fields = event.fields
                try fields.update(&state.account, from: Key.account)
                state.remove(
                    line: try fields.name(Key.line) ?? "", product: try fields.name(Key.product),
                    lastPrice: try fields.money(Key.lastPrice), stamp: try PriceStamp(event))
            },
            Row(QuoteLinePriceChanged.kind) { state, event in
                typealias Key = QuoteLinePriceChanged.CodingKeys
                let fields = event.fields
                try fields.update(&state.account, from: Key.account)
                state.change(
                    .changed, line: try fields.name(Key.line) ?? "", product: try fields.name(Key.product),
                    old: try fields.money(Key.old), new: try fields.money(Key.new), list: try fields.name(Key.list),
                    stamp: try PriceStamp(event))
            },
            Row(QuoteRepriced.kind) { state, event in
                typealias Key = QuoteRepriced.CodingKeys
                let fields = event.fields
                let line: LineID = try fields.name(Key.line) ?? ""
                try fields.update(&state.account, from: Key.account)
                state.change(
                    .repriced, line: line, product: try fields.name(Key.product), old: try fields.money(Key.old),
                    new: try fields.money(Key.new), list: try fields.name(Key.list),
                    listPrice: .some(try fields.money(Key.newListPrice)), stamp: try PriceStamp(event))
            },
            Row(QuoteDiscountApplied.kind) { state, event in
                typealias Key = LinePriceChange.CodingKeys
                let stamp = try PriceStamp(event)
                try event.fields.update(&state.account, from: QuoteDiscountApplied.CodingKeys.account)
                let number = UInt64(QuoteDiscountApplied.CodingKeys.lines.rawValue)
                guard var reader = try event.fields.reader(number) else { return }
                for _ in 0..<(try reader.readArrayHead()) {
                    let fields = FieldReader(try reader.readItem())
                    state.change(
                        .discounted, line: try fields.name(Key.line) ?? "", product: try fields.name(Key.product),
                        old: try fields.money(Key.old), new: try fields.money(Key.new),
                        list: try fields.name(Key.list), stamp: stamp)
                }
            },
        ]
    }

    static var listRows: [Row] {
        [
            Row(PriceListEntrySet.kind) { state, event in
                typealias Key = PriceListEntrySet.CodingKeys
                state.entry(
                    .listSet, product: try event.fields.name(Key.product) ?? "",
                    field: try event.fields.text(Key.field), old: nil, new: try event.fields.money(Key.price),
                    stamp: try PriceStamp(event))
            },
            Row(PriceListEntryChanged.kind) { state, event in
                typealias Key = PriceListEntryChanged.CodingKeys
                state.entry(
                    .listChanged, product: try event.fields.name(Key.product) ?? "",
                    field: try event.fields.text(Key.field), old: try event.fields.money(Key.old),
                    new: try event.fields.money(Key.new), stamp: try PriceStamp(event))
            },
            Row(PriceListEntryRemoved.kind) { state, event in
                typealias Key = PriceListEntryRemoved.CodingKeys
                state.entry(
                    .listRemoved, product: try event.fields.name(Key.product) ?? "",
                    field: try event.fields.text(Key.field), old: try event.fields.money(Key.lastPrice), new: nil,
                    stamp: try PriceStamp(event))
            },
        ]
    }
}
