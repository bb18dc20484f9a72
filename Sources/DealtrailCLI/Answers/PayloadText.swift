import Dealtrail

/// The fields of a payload in words.
struct PayloadText {
    private let value: CBORValue

    init(_ value: CBORValue) {
        self.value = value
    }

    /// The fields as names with values, in the order of their names.
    var fields: [(name: String, value: String)] {
        guard case .map(let pairs) = value else { return [] }
        return pairs.sorted { $0.key.description < $1.key.description }.map {
            ($0.key.description, Self.text($0.value))
        }
    }

    /// All on one line.
    var line: String { fields.map { "\($0.name)=\($0.value)" }.joined(separator: " ") }

    private static func text(_ value: CBORValue) -> String {
        switch value {
        case .unsigned(let number): return String(number)
        case .negative(let number): return number <= UInt64(Int64.max) ? String(-1 - Int64(number)) : "-\(number)-1"
        case .bytes(let bytes): return "\(bytes.count) bytes"
        case .text(let text): return text.contains(" ") ? "\"\(text)\"" : text
        case .array(let items): return "[\(items.map(Self.text).joined(separator: ", "))]"
        case .bool(let flag): return String(flag)
        case .null: return "none"
        case .decimal(let number): return number.description
        case .map(let pairs):
            if pairs.count == 2, case .text(let amount) = pairs[.text("amount")],
                case .text(let currency) = pairs[.text("currency")]
            {
                return currency == "XXX" ? amount : "\(amount) \(currency)"
            }
            return "{\(PayloadText(value).line)}"
        }
    }
}
