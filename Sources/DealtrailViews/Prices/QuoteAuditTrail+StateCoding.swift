public import DealtrailModel
import DealtrailSales

extension QuoteAuditTrail.State: StateCoding {
    /// Writes an array of six.
    public func write(to writer: inout CBORWriter) {
        writer.writeHead(.array, 6)
        writer.write(account)
        writer.write(opportunity)
        writer.write(owner)
        writer.write(Int64(version))
        writer.write(phase.code)
        writer.writeHead(.array, UInt64(items.count))
        // By address: a place in a span is copied as a whole, with all its texts.
        unsafe items.withUnsafeBufferPointer { items in
            guard let first = items.baseAddress else { return }
            for index in 0..<items.count { unsafe PricedItem.write(first + index, to: &writer) }
        }
    }

    /// Reads what ``write(to:)`` writes.
    ///
    /// - Throws: `CBORError` for anything else.
    public init(reading reader: inout CBORReader) throws(CBORError) {
        self.init()
        try reader.expectArray(of: 6)
        account = try reader.readName()
        opportunity = try reader.readName()
        owner = try reader.readName()
        version = Int(try reader.readInteger())
        phase = try reader.readCode(QuoteAuditTrail.Phase.init(code:))
        let count = try reader.readArrayHead()
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try PricedItem(reading: &reader)) }
    }

    /// The items of a quote with few lines, and the ends of their steps.
    public func prefetch(_ step: Int) {
        if step == 0 { return items.prefetchEnd(0) }
        guard items.count <= 8 else { return }
        if step == 1 { return items.prefetchAll() }
        unsafe items.withUnsafeBufferPointer { items in
            for index in 0..<items.count { unsafe items[index].steps.prefetchEnd(0) }
        }
    }

    /// The items and their steps, with the heads of their arrays.
    public var footprint: Int {
        var bytes = MemoryLayout<Self>.stride + 32 + items.capacity * MemoryLayout<PricedItem>.stride
        for index in items.indices { bytes += 32 + items[index].steps.capacity * MemoryLayout<PriceStep>.stride }
        return bytes
    }
}

extension PricedItem {
    @inline(__always)
    fileprivate static func write(_ item: UnsafePointer<PricedItem>, to writer: inout CBORWriter) {
        writer.writeHead(.array, 11)
        unsafe writer.write(item.pointee.line)
        unsafe writer.write(item.pointee.product)
        unsafe writer.write(item.pointee.field)
        unsafe writer.write(item.pointee.list)
        writer.write(upTo: 96) { out in
            unsafe out.write(item.pointee.quantity)
            unsafe out.write(item.pointee.price)
            unsafe out.write(item.pointee.listPrice)
            unsafe out.write(UInt64((item.pointee.isRemoved ? 1 : 0) + (item.pointee.isTakenUp ? 2 : 0)))
        }
        unsafe writer.write(item.pointee.lastAuthor.rawValue)
        unsafe writer.write(item.pointee.lastEdit)
        unsafe item.pointee.steps.withUnsafeBufferPointer { steps in
            writer.writeHead(.array, UInt64(steps.count))
            for index in 0..<steps.count { unsafe steps[index].write(to: &writer) }
        }
    }

    fileprivate init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 11)
        line = try reader.readName()
        product = try reader.readName()
        field = try reader.readTextIfPresent()
        list = try reader.readName()
        quantity = try reader.readDecimalIfPresent()
        price = try reader.readMoneyIfPresent()
        listPrice = try reader.readMoneyIfPresent()
        let flags = try reader.readUnsigned()
        (isRemoved, isTakenUp) = (flags & 1 != 0, flags & 2 != 0)
        lastAuthor = ActorID(rawValue: try reader.readText())
        let start = reader.offset
        guard let mark = try reader.readMark() else { throw CBORError(.unexpectedType, at: start, "an edit") }
        lastEdit = mark
        let count = try reader.readArrayHead()
        steps.reserveCapacity(count)
        for _ in 0..<count { steps.append(try PriceStep(reading: &reader)) }
    }
}

extension PriceStep {
    @inline(__always)
    fileprivate func write(to writer: inout CBORWriter) {
        writer.write(upTo: 96) { out in
            out.writeHead(.array, 6)
            out.write(position)
            out.write(kind.code)
            out.write(old)
            out.write(new)
            out.write(occurredAt)
            out.write(counterpart)
        }
    }

    fileprivate init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 6)
        position = try reader.readUnsigned()
        kind = try reader.readCode(PriceEditKind.init(code:))
        old = try reader.readMoneyIfPresent()
        new = try reader.readMoneyIfPresent()
        occurredAt = try reader.readTimeIfPresent()
        counterpart = try reader.readUnsignedIfPresent()
    }
}

/// Numbers in stored states: a case keeps its number for ever.
extension PriceEditKind {
    private static let coded: [PriceEditKind] = [
        .added, .readded, .changed, .discounted, .repriced, .removed, .replaced, .listSet, .listChanged, .listRemoved,
    ]

    fileprivate var code: UInt64 {
        switch self {
        case .added: 0
        case .readded: 1
        case .changed: 2
        case .discounted: 3
        case .repriced: 4
        case .removed: 5
        case .replaced: 6
        case .listSet: 7
        case .listChanged: 8
        case .listRemoved: 9
        }
    }

    fileprivate init?(code: UInt64) {
        guard code < UInt64(Self.coded.count) else { return nil }
        self = Self.coded[Int(code)]
    }
}

extension QuoteAuditTrail.Phase {
    private static let coded: [Self] = [.draft, .submitted, .sent, .accepted, .rejected, .expired]

    fileprivate var code: UInt64 {
        switch self {
        case .draft: 0
        case .submitted: 1
        case .sent: 2
        case .accepted: 3
        case .rejected: 4
        case .expired: 5
        }
    }

    fileprivate init?(code: UInt64) {
        guard code < UInt64(Self.coded.count) else { return nil }
        self = Self.coded[Int(code)]
    }
}
