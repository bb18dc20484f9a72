public import DealtrailModel
import DealtrailSales

extension CustomerSignals.State: StateCoding {
    /// Writes an array of three.
    public func write(to writer: inout CBORWriter) {
        writer.writeHead(.array, 3)
        writer.write(account.rawValue)
        writer.write(Int64(undated))
        writer.writeHead(.array, UInt64(marks.count))
        for mark in marks { mark.write(to: &writer) }
    }

    /// Reads what ``write(to:)`` writes.
    ///
    /// - Throws: `CBORError` for anything else.
    public init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 3)
        self.init(account: AccountID(rawValue: try reader.readText()))
        undated = Int(try reader.readInteger())
        let count = try reader.readArrayHead()
        marks.reserveCapacity(count)
        for _ in 0..<count { marks.append(try CustomerSignals.Mark(reading: &reader)) }
    }

    /// The marks, with the head of their array.
    public var footprint: Int {
        MemoryLayout<Self>.stride + 32 + marks.capacity * (MemoryLayout<CustomerSignals.Mark>.stride + 16)
    }
}

extension CustomerSignals.Mark {
    fileprivate func write(to writer: inout CBORWriter) {
        writer.writeHead(.array, 8)
        writer.write(UInt64(letter.rawValue))
        writer.write(position)
        writer.write(id.high)
        writer.write(id.low)
        writer.write(at.nanoseconds)
        writer.write(subject)
        if let number { writer.write(number) } else { writer.writeNull() }
        writer.write(amount)
    }

    fileprivate init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 8)
        letter = try reader.readCode { UInt8(exactly: $0).flatMap(CustomerSignals.Letter.init) }
        position = try reader.readUnsigned()
        id = try reader.readEventID()
        at = Timestamp(nanoseconds: try reader.readInteger())
        subject = try reader.readTextIfPresent()
        number = reader.readNull() ? nil : try reader.readInteger()
        amount = try reader.readMoneyIfPresent()
    }
}
