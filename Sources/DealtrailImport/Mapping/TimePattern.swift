internal import DealtrailModel

/// A time as fixed digits: `yyyy MM dd HH mm ss`, `S` for decimals of a second, `XXX` for an offset such as `+02:00`.
///
/// Every letter is one digit; any other character stands for itself. There are no names of months and no locale.
struct TimePattern: Hashable, Sendable {
    /// A run of equal letters, or one other character.
    private enum Part: Hashable, Sendable {
        case digits(Field, count: Int)
        case offset
        case literal(UInt8)
    }

    private enum Field: UInt8, Hashable, Sendable, CaseIterable {
        case year = 0x79  // y
        case month = 0x4d  // M
        case day = 0x64  // d
        case hour = 0x48  // H
        case minute = 0x6d  // m
        case second = 0x73  // s
        case fraction = 0x53  // S

        func allows(_ count: Int) -> Bool {
            switch self {
            case .year: count == 4
            case .fraction: (1...9).contains(count)
            default: count == 2
            }
        }
    }

    let text: String
    private let parts: [Part]

    /// Reads a pattern; `nil` unless it has year, month and day, each field once and in its full width.
    init?(_ text: String) {
        var parts: [Part] = []
        var seen: Set<Field> = []
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            var end = index
            while end < bytes.count, bytes[end] == byte { end += 1 }
            if let field = Field(rawValue: byte) {
                guard field.allows(end - index), seen.insert(field).inserted else { return nil }
                parts.append(.digits(field, count: end - index))
            } else if byte == UInt8(ascii: "X") {
                guard end - index == 3, !parts.contains(.offset) else { return nil }
                parts.append(.offset)
            } else {
                let isLetter = (0x41...0x5a).contains(byte & 0xdf) && byte != UInt8(ascii: "T")
                guard !isLetter, byte < 0x80, byte >= 0x20 else { return nil }
                parts.append(contentsOf: Array(repeating: .literal(byte), count: end - index))
            }
            index = end
        }
        guard seen.isSuperset(of: [.year, .month, .day]) else { return nil }
        self.text = text
        self.parts = parts
    }

    func time(_ text: String, in zone: MappingZone) -> ZonedTime? {
        let bytes = Array(text.utf8)
        var index = 0
        var values: [Field: Int64] = [:]
        var zone = zone
        for part in parts {
            switch part {
            case .literal(let byte):
                guard index < bytes.count, bytes[index] == byte else { return nil }
                index += 1
            case .offset:
                let length = index < bytes.count && bytes[index] == UInt8(ascii: "Z") ? 1 : 6
                guard index + length <= bytes.count,
                    let stated = MappingZone(String(decoding: bytes[index..<(index + length)], as: UTF8.self)),
                    case .offset = stated
                else { return nil }
                zone = stated
                index += length
            case .digits(let field, let count):
                guard index + count <= bytes.count else { return nil }
                var value: Int64 = 0
                for byte in bytes[index..<(index + count)] {
                    guard (0x30...0x39).contains(byte) else { return nil }
                    value = value * 10 + Int64(byte - 0x30)
                }
                if field == .fraction { for _ in count..<9 { value *= 10 } }
                values[field] = value
                index += count
            }
        }
        guard index == bytes.count, let year = values[.year], let month = values[.month], let day = values[.day],
            let date = CivilDate(year: Int(year), month: Int(month), day: Int(day))
        else { return nil }
        let (hour, minute, second) = (values[.hour] ?? 0, values[.minute] ?? 0, values[.second] ?? 0)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return zone.time(
            localSeconds: Int64(date.dayNumber) * 86_400 + hour * 3_600 + minute * 60 + second,
            nanoseconds: values[.fraction] ?? 0)
    }
}
