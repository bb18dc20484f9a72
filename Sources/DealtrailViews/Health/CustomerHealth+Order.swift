import DealtrailModel

extension CustomerHealth.Order: Codable {
    /// Writes an array of five, without field numbers: an account may have thousands of orders.
    public func encode(to encoder: any Encoder) throws {
        var items = encoder.unkeyedContainer()
        try items.encode(position)
        try items.encode(id)
        try items.encode(placedAt)
        try items.encode(amount.amount)
        try items.encode(amount.currency)
    }

    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        var items = try decoder.unkeyedContainer()
        position = try items.decode(UInt64.self)
        id = try items.decode(EventID.self)
        placedAt = try items.decode(Timestamp.self)
        amount = Money(try items.decode(ScaledDecimal.self), try items.decode(Currency.self))
    }
}
