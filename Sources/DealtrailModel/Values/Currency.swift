/// An ISO 4217 currency code, such as `CNY`; `XXX` where no currency applies.
public struct Currency: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// Three bytes rather than a text: every price of every state has one, and so it is copied without counting.
    private let letters: (UInt8, UInt8, UInt8)

    /// Takes three capital ASCII letters; `nil` for anything else.
    public init?(rawValue: String) {
        var letters = rawValue.utf8.makeIterator()
        guard rawValue.utf8.count == 3, let first = letters.next(), let second = letters.next(),
            let third = letters.next()
        else { return nil }
        self.init(first, second, third)
    }

    /// Takes the bytes of three capital ASCII letters; `nil` for anything else.
    package init?(bytes: RawSpan) {
        guard bytes.byteCount == 3 else { return nil }
        self.init(bytes.byte(at: 0), bytes.byte(at: 1), bytes.byte(at: 2))
    }

    private init?(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
        func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
        guard isCapital(first), isCapital(second), isCapital(third) else { return nil }
        letters = (first, second, third)
    }

    private init(known first: Unicode.Scalar, _ second: Unicode.Scalar, _ third: Unicode.Scalar) {
        letters = (UInt8(ascii: first), UInt8(ascii: second), UInt8(ascii: third))
    }

    /// Three capital letters.
    public var rawValue: String {
        String(decoding: [letters.0, letters.1, letters.2], as: UTF8.self)
    }

    /// Equality of the letters.
    public static func == (left: Self, right: Self) -> Bool { left.letters == right.letters }

    /// Hashes the letters.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(letters.0)
        hasher.combine(letters.1)
        hasher.combine(letters.2)
    }

    /// Renminbi.
    public static let cny = Currency(known: "C", "N", "Y")
    /// Euro.
    public static let eur = Currency(known: "E", "U", "R")
    /// United States dollar.
    public static let usd = Currency(known: "U", "S", "D")
    /// No currency.
    public static let none = Currency(known: "X", "X", "X")

    /// The letters in ASCII.
    package var bytes: (UInt8, UInt8, UInt8) { letters }

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
