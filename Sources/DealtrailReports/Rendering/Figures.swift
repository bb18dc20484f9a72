import DealtrailModel
import DealtrailViews

/// Numbers, prices and times as people read them; the same in every locale.
enum Figures {
    static let notRecorded = "not recorded"
    static let notAvailable = "n/a"

    /// With commas between thousands.
    static func number(_ value: ScaledDecimal) -> String {
        let text = value.description
        let sign = text.hasPrefix("-") ? "-" : ""
        let parts = text.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? "." + parts[1] : ""
        return sign + grouped(parts[0]) + fraction
    }

    static func number(_ value: Int) -> String { number(ScaledDecimal(mantissa: Int64(value))) }

    static func number(_ value: UInt64) -> String { grouped(Substring(String(value))) }

    private static func grouped(_ digits: Substring) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
            result.append(digit)
        }
        return result
    }

    static func money(_ value: Money) -> String {
        value.currency == .none ? number(value.amount) : "\(number(value.amount)) \(value.currency)"
    }

    static func money(_ values: [Money]) -> String { values.isEmpty ? "0" : values.map(money).joined(separator: ", ") }

    static func price(_ value: Money?, _ status: PriceEdit.PriceStatus) -> String {
        value.map(money) ?? (status == .none ? "none" : notRecorded)
    }

    /// A share, `12.5 %`.
    static func percent(_ value: ScaledDecimal?) -> String { value.map { "\(number($0)) %" } ?? notAvailable }

    /// A change, with its sign.
    static func change(_ value: ScaledDecimal?) -> String {
        value.map { "\(signed($0)) %" } ?? notAvailable
    }

    static func signed(_ value: ScaledDecimal) -> String { (value > .zero ? "+" : "") + number(value) }

    static func days(_ value: ScaledDecimal?) -> String { value.map { number($0) } ?? notAvailable }

    static func time(_ value: Timestamp?) -> String { value?.description ?? "unknown" }
}
