/// Items of any form.
extension RecordCheck {
    /// Where an item ends that ``CBORReader/skipCanonical(depth:)`` accepts; 0 for any other.
    @inline(never)
    static func item(in record: RawSpan, at start: Int) -> Int {
        var check = RecordCheck(record, at: start)
        return check.item(depth: 0) ? check.offset : 0
    }

    /// Passes over an item and checks all of it.
    ///
    /// - Precondition: `depth` is below the greatest.
    @inline(__always)
    private mutating func item(depth: Int) -> Bool {
        let first = byte
        switch first >> 5 {
        case 0, 1: return argument(of: first) != nil
        case 2: return byteString() != nil
        case 3: return text()
        case 4, 5:
            return move(to: Self.container(in: record, at: offset, depth: depth))
        case 6: return decimal()
        default:
            offset &+= 1
            return 0xf4...0xf6 ~= first
        }
    }

    /// Where an array or a map ends that begins at an offset; 0 when something is wrong with it.
    private static func container(in record: RawSpan, at start: Int, depth: Int) -> Int {
        var check = RecordCheck(record, at: start)
        let first = check.byte
        guard let count = check.argument(of: first),
            count <= UInt64(truncatingIfNeeded: max(0, check.end - check.offset)),
            count == 0 || depth + 1 < CBORReader.maximumDepth
        else { return 0 }
        if first >> 5 == 4 {
            for _ in 0..<count where !check.item(depth: depth + 1) { return 0 }
            return check.offset <= check.end ? check.offset : 0
        }
        var last = -1
        for _ in 0..<count {
            // Most maps have small numbers as keys.
            let key = Int(check.byte)
            guard key < 24 else { return other(in: record, at: start, depth: depth) }
            guard key > last else { return 0 }
            last = key
            check.offset &+= 1
            guard check.item(depth: depth + 1) else { return 0 }
        }
        return check.offset <= check.end ? check.offset : 0
    }

    /// Where a map with other keys ends.
    @inline(never)
    private static func other(in record: RawSpan, at start: Int, depth: Int) -> Int {
        var reader = CBORReader(record)
        reader.move(to: start)
        return (try? reader.skipCanonical(depth: depth)) != nil ? reader.offset : 0
    }

    @inline(__always)
    private mutating func decimal() -> Bool {
        let head = word(at: offset)
        let exponent = UInt8(truncatingIfNeeded: head >> 16)
        // 0, or a negative number down to -18.
        guard head & 0xffff == 0x82c4, exponent == 0 || 0x20...0x31 ~= exponent else { return false }
        offset &+= 3
        return integer() != nil
    }
}
