/// An ISO 4217 currency code, such as `CNY`; `XXX` where no currency applies.
public struct Currency: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// Three capital letters.
    public let rawValue: String

    /// Takes three capital ASCII letters; `nil` for anything else.
    public init?(rawValue: String) {
        guard rawValue.utf8.count == 3,
            rawValue.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    private init(known: String) {
        rawValue = known
    }

    /// Renminbi.
    public static let cny = Currency(known: "CNY")
    /// Euro.
    public static let eur = Currency(known: "EUR")
    /// United States dollar.
    public static let usd = Currency(known: "USD")
    /// No currency.
    public static let none = Currency(known: "XXX")

    /// The code.
    public var description: String { rawValue }
}

extension Currency: Codable {
    /// Writes the code.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// Reads the code.
    ///
    /// - Throws: `DecodingError.dataCorrupted` unless it is three capital letters.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let code = try container.decode(String.self)
        guard let currency = Currency(rawValue: code) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(code)\" is not an ISO 4217 code: three capital letters")
        }
        self = currency
    }
}
