/// An amount in a currency.
///
/// Amounts of different currencies are never equal and never compared; what converts them records its rate.
public struct Money: Hashable, Sendable, CustomStringConvertible {
    /// How much.
    public let amount: ScaledDecimal
    /// Of which currency.
    public let currency: Currency

    /// Creates an amount.
    public init(_ amount: ScaledDecimal, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// An amount of renminbi: `.cny("92.50")`.
    public static func cny(_ amount: ScaledDecimal) -> Money { Money(amount, .cny) }
    /// An amount of euros.
    public static func eur(_ amount: ScaledDecimal) -> Money { Money(amount, .eur) }
    /// An amount of United States dollars.
    public static func usd(_ amount: ScaledDecimal) -> Money { Money(amount, .usd) }

    /// The change to `new` in percent with one decimal; `nil` ("n/a") from zero and between currencies.
    public func percentChange(to new: Money) -> ScaledDecimal? {
        currency == new.currency ? amount.percentChange(to: new.amount) : nil
    }

    /// The amount and the code, such as `92.50 CNY`; without a code for `XXX`.
    public var description: String {
        currency == .none ? amount.description : "\(amount) \(currency)"
    }
}

extension Money: Codable {
    private enum CodingKeys: Int, CodingKey {
        case amount = 1
        case currency = 2
    }

    /// A map of amount (1) and currency (2) in CBOR, an object with these names in JSON.
    public func encode(to encoder: any Encoder) throws {
        if let canonical = encoder as? CBOREncoderBox {
            canonical.write(self)
            return
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(amount, forKey: .amount)
        try container.encode(currency, forKey: .currency)
    }

    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError` for text that is no amount; `CBORError` from canonical bytes.
    public init(from decoder: any Decoder) throws {
        if let canonical = decoder as? CBORDecoderBox {
            self = try canonical.readMoney()
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        amount = try container.decode(ScaledDecimal.self, forKey: .amount)
        currency = try container.decode(Currency.self, forKey: .currency)
    }
}
