public import DealtrailModel
import DealtrailSales

extension DeadlineSubject: StateCoding {
    /// Writes an array of nine.
    public func write(to writer: inout CBORWriter) {
        writer.writeHead(.array, 9)
        writer.write(subject.rawValue)
        writer.write(owner)
        writer.write(tier)
        writer.write(account)
        writer.write(latest)
        writer.write(Int64(undated))
        writer.write(Int64(needed))
        writer.writeHead(.array, UInt64(letters.count))
        for letter in letters {
            writer.writeHead(.array, 2)
            writer.write(letter.kind.rawValue)
            writer.write(letter.isEvidenced)
        }
        writer.writeHead(.array, UInt64(marks.count))
        for mark in marks {
            writer.write(upTo: 64) { out in
                out.writeHead(.array, 7)
                out.write(UInt64(mark.letter))
                out.write(mark.position)
                out.write(mark.id)
                out.write(mark.at.nanoseconds)
                out.write(mark.stated)
                out.write(UInt64(mark.number))
            }
        }
    }

    /// Reads what ``write(to:)`` writes.
    ///
    /// - Throws: `CBORError` for anything else.
    public init(reading reader: inout CBORReader) throws(CBORError) {
        try reader.expectArray(of: 9)
        self.init(subject: Tag(rawValue: try reader.readText()))
        owner = try reader.readName()
        tier = try reader.readTextIfPresent()
        account = try reader.readName()
        latest = try reader.readTimeIfPresent()
        undated = Int(try reader.readInteger())
        needed = Int(try reader.readInteger())
        for _ in 0..<(try reader.readArrayHead()) {
            try reader.expectArray(of: 2)
            letters.append(Letter(kind: EventKind(rawValue: try reader.readText()), isEvidenced: try reader.readBool()))
        }
        let count = try reader.readArrayHead()
        marks.reserveCapacity(count)
        for _ in 0..<count { marks.append(try Mark(reading: &reader, of: letters.count)) }
    }

    /// The marks and the letters, with the heads of their arrays.
    public var footprint: Int {
        MemoryLayout<Self>.stride + 64 + marks.capacity * MemoryLayout<Mark>.stride
            + letters.capacity * (MemoryLayout<Letter>.stride + 48)
    }
}

extension DeadlineSubject.Mark {
    fileprivate init(reading reader: inout CBORReader, of letters: Int) throws(CBORError) {
        try reader.expectArray(of: 7)
        letter = try reader.readCode { $0 < letters ? UInt16($0) : nil }
        position = try reader.readUnsigned()
        id = try reader.readEventID()
        at = Timestamp(nanoseconds: try reader.readInteger())
        stated = try reader.readTimeIfPresent()
        number = try reader.readCode { UInt32(exactly: $0) }
    }
}
