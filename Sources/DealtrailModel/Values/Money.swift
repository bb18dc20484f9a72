/// An amount in a currency.
///
/// Amounts of different currencies are never equal and never compared; what converts them records its rate.
public struct Money: Codable, Hashable, Sendable, CustomStringConvertible {
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

    enum CodingKeys: Int, CodingKey {
        case amount = 1
        case currency = 2
    }
}
