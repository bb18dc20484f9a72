public import DealtrailModel
import DealtrailSales

extension CustomerHealth.State: StateCoding {
    /// Writes an array of eleven.
    public func write(to writer: inout CBORWriter) {
        writer.writeHead(.array, 11)
        writer.write(account.rawValue)
        writer.write(owner)
        writer.write(tier)
        writer.write(tieredBy)
        writer.write(followedUpBy)
        writer.write(satisfaction)
        writer.write(satisfactionBy)
        writer.writeHead(.array, UInt64(orders.count))
        let orders = self.orders.span
        for index in orders.indices { orders[index].write(to: &writer) }
        writer.write(Int64(undatedOrders))
        writer.write(Int64(undatedFollowUps))
        writer.writeHead(.array, UInt64(absorbed.count))
        for account in absorbed { writer.write(account.rawValue) }
    }

    /// Reads what ``write(to:)`` writes.
    ///
    /// - Throws: `CBORError` for anything else.
    public init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 11)
        self.init(account: AccountID(rawValue: try reader.readText()))
        owner = try reader.readName()
        tier = try reader.readName()
        tieredBy = try reader.readMark()
        followedUpBy = try reader.readMark()
        satisfaction = try reader.readIntIfPresent()
        satisfactionBy = try reader.readMark()
        let count = try reader.readArrayHead()
        orders.reserveCapacity(count)
        for _ in 0..<count { orders.append(try CustomerHealth.Order(reading: &reader)) }
        undatedOrders = Int(try reader.readInteger())
        undatedFollowUps = Int(try reader.readInteger())
        for _ in 0..<(try reader.readArrayHead()) { absorbed.append(AccountID(rawValue: try reader.readText())) }
    }

    /// The orders, with the head of their array.
    public var footprint: Int {
        MemoryLayout<Self>.stride + 32 + orders.capacity * MemoryLayout<CustomerHealth.Order>.stride
    }
}

extension CustomerHealth.Order {
    fileprivate func write(to writer: inout CBORWriter) {
        writer.write(upTo: 72) { out in
            out.writeHead(.array, 5)
            out.write(position)
            out.write(id)
            out.write(placedAt.nanoseconds)
            out.write(amount)
        }
    }

    fileprivate init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 5)
        self.init(
            position: try reader.readUnsigned(), id: try reader.readEventID(),
            placedAt: Timestamp(nanoseconds: try reader.readInteger()), amount: try reader.readMoney())
    }
}
