import DealtrailModel
import DealtrailSales

extension PriceStamp {
    init(_ event: borrowing EventView) throws {
        self.init(mark: try EventMark(event), author: try event.authorID)
    }
}

extension QuoteAuditTrail {
    typealias Row = ProjectionRows<State>.Row

    static var quoteRows: [Row] {
        [
            Row(QuoteCreated.kind) { state, event in
                var fields = event.fieldCursor
                try fields.update(&state.account, from: QuoteCreated.CodingKeys.account)
                try fields.update(&state.opportunity, from: QuoteCreated.CodingKeys.opportunity)
                try fields.update(&state.owner, from: QuoteCreated.CodingKeys.owner)
            },
            Row(QuoteVersionStarted.kind) { state, event in
                state.start(version: try event.integer(QuoteVersionStarted.CodingKeys.version))
            },
            Row(QuoteSubmitted.kind) { state, event in
                var fields = event.fieldCursor
                state.move(to: .submitted, version: try fields.integer(QuoteSubmitted.CodingKeys.version))
                try fields.update(&state.owner, from: QuoteSubmitted.CodingKeys.owner)
            },
            Row(QuoteSent.kind) { state, event in
                var fields = event.fieldCursor
                state.move(to: .sent, version: try fields.integer(QuoteSent.CodingKeys.version))
                try fields.update(&state.account, from: QuoteSent.CodingKeys.account)
                try fields.update(&state.owner, from: QuoteSent.CodingKeys.owner)
            },
            Row(QuoteAccepted.kind) { state, event in
                state.move(to: .accepted, version: try event.integer(QuoteAccepted.CodingKeys.version))
            },
            Row(QuoteRejected.kind) { state, event in
                state.move(to: .rejected, version: try event.integer(QuoteRejected.CodingKeys.version))
            },
            Row(QuoteExpired.kind) { state, event in
                state.move(to: .expired, version: try event.integer(QuoteExpired.CodingKeys.version))
            },
        ]
    }

    // Fields are read in ascending order: a cursor goes over the payload once.
    static var lineRows: [Row] {
        [
            Row(QuoteLineAdded.kind) { state, event in
                typealias Key = QuoteLineAdded.CodingKeys
                var fields = event.fieldCursor
                let line: LineID = try fields.name(Key.line) ?? ""
                let product: ProductID? = try fields.name(Key.product)
                let quantity = try fields.decimal(Key.quantity)
                let listPrice = try fields.money(Key.listPrice)
                let price = try fields.money(Key.unitPrice)
                try fields.update(&state.account, from: Key.account)
                state.add(
                    line: line, product: product, quantity: quantity, price: price, listPrice: listPrice,
                    list: try fields.name(Key.list), stamp: try PriceStamp(event))
            },
            Row(QuoteLineRemoved.kind) { state, event in
                typealias Key = QuoteLineRemoved.CodingKeys
                var fields = event.fieldCursor
                let line: LineID = try fields.name(Key.line) ?? ""
                let product: ProductID? = try fields.name(Key.product)
                let lastPrice = try fields.money(Key.lastPrice)
                try fields.update(&state.account, from: Key.account)
                state.remove(line: line, product: product, lastPrice: lastPrice, stamp: try PriceStamp(event))
            },
            Row(QuoteLinePriceChanged.kind) { state, event in
                typealias Key = QuoteLinePriceChanged.CodingKeys
                var fields = event.fieldCursor
                let line: LineID = try fields.name(Key.line) ?? ""
                let product: ProductID? = try fields.name(Key.product)
                let (old, new) = (try fields.money(Key.old), try fields.money(Key.new))
                try fields.update(&state.account, from: Key.account)
                state.change(
                    .changed, line: line, product: product, old: old, new: new, list: try fields.name(Key.list),
                    stamp: try PriceStamp(event))
            },
            Row(QuoteRepriced.kind) { state, event in
                typealias Key = QuoteRepriced.CodingKeys
                var fields = event.fieldCursor
                let line: LineID = try fields.name(Key.line) ?? ""
                let product: ProductID? = try fields.name(Key.product)
                let (old, new) = (try fields.money(Key.old), try fields.money(Key.new))
                let list: PriceListID? = try fields.name(Key.list)
                let listPrice = try fields.money(Key.newListPrice)
                try fields.update(&state.account, from: Key.account)
                state.change(
                    .repriced, line: line, product: product, old: old, new: new, list: list,
                    listPrice: .some(listPrice), stamp: try PriceStamp(event))
            },
            Row(QuoteDiscountApplied.kind) { state, event in
                typealias Key = LinePriceChange.CodingKeys
                let stamp = try PriceStamp(event)
                var fields = event.fieldCursor
                let lines = try fields.item(UInt64(QuoteDiscountApplied.CodingKeys.lines.rawValue))
                try fields.update(&state.account, from: QuoteDiscountApplied.CodingKeys.account)
                guard !lines.isEmpty else { return }
                var reader = CBORReader(lines)
                for _ in 0..<(try reader.readArrayHead()) {
                    var fields = FieldCursor(try reader.readItem())
                    let line: LineID = try fields.name(Key.line) ?? ""
                    let product: ProductID? = try fields.name(Key.product)
                    let (old, new) = (try fields.money(Key.old), try fields.money(Key.new))
                    state.change(
                        .discounted, line: line, product: product, old: old, new: new,
                        list: try fields.name(Key.list), stamp: stamp)
                }
            },
        ]
    }

    static var listRows: [Row] {
        [
            Row(PriceListEntrySet.kind, key: .tag("list-entry")) { state, event in
                typealias Key = PriceListEntrySet.CodingKeys
                var fields = event.fieldCursor
                let list: PriceListID? = try fields.name(Key.list)
                let product: ProductID = try fields.name(Key.product) ?? ""
                let price = try fields.money(Key.price)
                state.entry(
                    .listSet, list: list, product: product, field: try fields.text(Key.field), old: nil, new: price,
                    stamp: try PriceStamp(event))
            },
            Row(PriceListEntryChanged.kind, key: .tag("list-entry")) { state, event in
                typealias Key = PriceListEntryChanged.CodingKeys
                var fields = event.fieldCursor
                let list: PriceListID? = try fields.name(Key.list)
                let product: ProductID = try fields.name(Key.product) ?? ""
                let (old, new) = (try fields.money(Key.old), try fields.money(Key.new))
                state.entry(
                    .listChanged, list: list, product: product, field: try fields.text(Key.field), old: old, new: new,
                    stamp: try PriceStamp(event))
            },
            Row(PriceListEntryRemoved.kind, key: .tag("list-entry")) { state, event in
                typealias Key = PriceListEntryRemoved.CodingKeys
                var fields = event.fieldCursor
                let list: PriceListID? = try fields.name(Key.list)
                let product: ProductID = try fields.name(Key.product) ?? ""
                let lastPrice = try fields.money(Key.lastPrice)
                state.entry(
                    .listRemoved, list: list, product: product, field: try fields.text(Key.field), old: lastPrice,
                    new: nil,
                    stamp: try PriceStamp(event))
            },
        ]
    }
}
