import DealtrailModel
import DealtrailSales

/// What edits do to the state. The materialised view and ``PriceHistory`` both come here, so that they cannot differ.
extension QuoteAuditTrail.State {
    mutating func start(version: Int64?) {
        if let version { self.version = Int(version) }
        phase = .draft
    }

    mutating func move(to phase: QuoteAuditTrail.Phase, version: Int64?) {
        let version = version.map { Int($0) } ?? self.version
        // The end of an old version is not the end of the one that is edited; an acceptance is, of whichever version.
        if version < self.version, !phase.isLive { return }
        self.version = max(self.version, version)
        self.phase = phase
    }

    /// Adds a line; of removed lines of the same product that nothing has taken up, it takes up the last.
    @discardableResult
    mutating func add(
        line: LineID, product: ProductID?, quantity: ScaledDecimal?, price: Money?, listPrice: Money?,
        list: PriceListID?, stamp: PriceStamp
    ) -> Int {
        var step = step(.added, nil, price, stamp)
        if let product, let index = lastRemoval(of: product) {
            items[index].isTakenUp = true
            step = self.step(.readded, items[index].price, price, stamp, items[index].lastEdit.position)
        }
        // Room for an edit or two from the start: most lines have that, and each doubling is an allocation and a copy.
        if items.isEmpty { items.reserveCapacity(2) }
        items.append(PricedItem(line: line, product: product, stamp: stamp))
        // In its place: what is filled first and added then is copied, and all its texts with it.
        Self.fill(&items[items.count - 1]) { item in
            item.quantity = quantity
            item.price = price
            item.listPrice = listPrice
            item.list = list
            item.steps.reserveCapacity(2)
            item.steps.append(step)
        }
        return items.count - 1
    }

    @inline(__always)
    private static func fill(_ item: inout PricedItem, _ body: (inout PricedItem) -> Void) { body(&item) }

    /// Changes the price of a line; one that was never added, as imports have it, begins here.
    @discardableResult
    mutating func change(
        _ kind: PriceEditKind, line: LineID, product: ProductID?, old: Money?, new: Money?, list: PriceListID?,
        listPrice: Money?? = nil, stamp: PriceStamp
    ) -> Int {
        let index = item(of: line, product: product, stamp: stamp)
        if items[index].product == nil { items[index].product = product }
        if let list { items[index].list = list }
        if let listPrice { items[index].listPrice = listPrice }
        items[index].price = new
        touch(index, step(kind, old, new, stamp), stamp)
        return index
    }

    /// Removes a line; when a later line of the same product stays that took nothing up, that is a change of the price.
    @discardableResult
    mutating func remove(line: LineID, product: ProductID?, lastPrice: Money?, stamp: PriceStamp) -> Int {
        let index = item(of: line, product: product, stamp: stamp)
        items[index].price = lastPrice ?? items[index].price
        items[index].isRemoved = true
        var step = step(.removed, items[index].price, nil, stamp)
        if let other = successor(of: index) {
            // Still free to be taken up: a line that comes back later is a change from the price that went here.
            step = self.step(.replaced, items[index].price, items[other].price, stamp, items[other].steps[0].position)
        }
        touch(index, step, stamp)
        return index
    }

    /// Sets, changes or removes an entry of a price list.
    @discardableResult
    mutating func entry(
        _ kind: PriceEditKind, list: PriceListID?, product: ProductID, field: String?, old: Money?, new: Money?,
        stamp: PriceStamp
    ) -> Int {
        // Sorted by product and field: a walk along a list of thousands of products finds each in a dozen steps.
        var low = 0
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(items[middle], product, field) { low = middle + 1 } else { high = middle }
        }
        if low == items.count || items[low].product != product || items[low].field != field {
            var item = PricedItem(product: product, field: field, stamp: stamp)
            item.list = list
            items.insert(item, at: low)
        }
        items[low].price = new
        items[low].isRemoved = kind == .listRemoved
        touch(low, step(kind, old, new, stamp), stamp)
        return low
    }

    private static func precedes(_ item: PricedItem, _ product: ProductID, _ field: String?) -> Bool {
        let own = item.product ?? ""
        guard own == product else { return own < product }
        switch (item.field, field) {
        case (nil, .some): return true
        case (.some(let left), .some(let right)): return left.utf8.lexicographicallyPrecedes(right.utf8)
        default: return false
        }
    }

    private func step(
        _ kind: PriceEditKind, _ old: Money?, _ new: Money?, _ stamp: PriceStamp, _ counterpart: UInt64? = nil
    ) -> PriceStep {
        PriceStep(
            position: stamp.mark.position, kind: kind, old: old, new: new, occurredAt: stamp.mark.occurredAt,
            counterpart: counterpart)
    }

    private mutating func touch(_ index: Int, _ step: PriceStep, _ stamp: PriceStamp) {
        items[index].steps.append(step)
        // Whoever left the price as it was did not make it: a list change that a negotiated price withstood, say.
        guard items[index].isRemoved || step.old == nil || step.old != step.new else { return }
        items[index].lastAuthor = stamp.author
        items[index].lastEdit = stamp.mark
    }

    /// The last item of this line, which begins here when there is none.
    private mutating func item(of line: LineID, product: ProductID?, stamp: PriceStamp) -> Int {
        if let index = lastItem(of: line) { return index }
        items.append(PricedItem(line: line, product: product, stamp: stamp))
        return items.count - 1
    }

    /// Looks without a copy of what it looks at, as do the following.
    private func lastItem(of line: LineID) -> Int? {
        // By address: a place in a span is copied as a whole, with all its texts, to look at one part of it.
        unsafe items.withUnsafeBufferPointer { items in
            guard let first = items.baseAddress else { return nil }
            var index = items.count
            while index > 0 {
                index -= 1
                if unsafe (first + index).pointee.line == line { return index }
            }
            return nil
        }
    }

    /// The line of this product that was removed last and that nothing has taken up.
    private func lastRemoval(of product: ProductID) -> Int? {
        unsafe items.withUnsafeBufferPointer { items in
            guard let first = items.baseAddress else { return nil }
            var found: Int?
            for index in 0..<items.count {
                let item = unsafe first + index
                guard unsafe item.pointee.isRemoved, unsafe !item.pointee.isTakenUp,
                    unsafe item.pointee.product == product
                else { continue }
                if let best = found, unsafe (first + best).pointee.removedAt > item.pointee.removedAt { continue }
                found = index
            }
            return found
        }
    }

    /// The first line of the same product that was added later, stays, and was not itself a price change.
    private func successor(of index: Int) -> Int? {
        guard let product = items[index].product else { return nil }
        return items.indices.first { other in
            other > index && !items[other].isRemoved && items[other].product == product
                && items[other].steps.first?.kind == .added
                && !items.contains { $0.steps.last?.counterpart == items[other].steps[0].position }
        }
    }
}

extension PricedItem {
    /// When it was removed, in the order of a fold.
    fileprivate var removedAt: FoldOrder { FoldOrder(lastEdit) }
}
