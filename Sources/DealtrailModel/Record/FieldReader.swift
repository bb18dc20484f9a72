/// Reads one field of a payload and skips the rest; several are read in one walk with ``FieldCursor``.
public struct FieldReader: ~Escapable, Sendable {
    private let payload: RawSpan

    /// Reads the map in `payload`.
    @_lifetime(copy payload)
    public init(_ payload: RawSpan) {
        self.payload = payload
    }

    /// The item in the field `number`; empty when there is none, which no item is.
    ///
    /// - Throws: `CBORError` when the payload is not a map with number keys.
    @_lifetime(copy self)
    public func item(_ number: UInt64) throws(CBORError) -> RawSpan {
        var cursor = FieldCursor(payload)
        return try cursor.item(number)
    }

    /// The text in the field `number`, copied.
    public func text(_ number: UInt64) throws(CBORError) -> String? {
        var cursor = FieldCursor(payload)
        return try cursor.text(number)
    }

    /// The integer in the field `number`.
    public func integer(_ number: UInt64) throws(CBORError) -> Int64? {
        var cursor = FieldCursor(payload)
        return try cursor.integer(number)
    }

    /// The boolean in the field `number`.
    public func bool(_ number: UInt64) throws(CBORError) -> Bool? {
        var cursor = FieldCursor(payload)
        return try cursor.bool(number)
    }

    /// The decimal in the field `number`.
    public func decimal(_ number: UInt64) throws(CBORError) -> ScaledDecimal? {
        var cursor = FieldCursor(payload)
        return try cursor.decimal(number)
    }

    /// The amount in the field `number`.
    public func money(_ number: UInt64) throws(CBORError) -> Money? {
        var cursor = FieldCursor(payload)
        return try cursor.money(number)
    }
}

extension CBORReader {
    /// Reads an amount: a map of amount (1) and currency (2).
    public mutating func readMoney() throws(CBORError) -> Money {
        let start = offset
        guard try readMapHead() == 2, try readUnsigned() == 1 else {
            throw CBORError(.unexpectedType, at: start, "expected an amount of money")
        }
        let amount = try readDecimal()
        guard try readUnsigned() == 2, let currency = Currency(bytes: try readTextBytes()) else {
            throw CBORError(.unexpectedType, at: start, "expected a currency code")
        }
        return Money(amount, currency)
    }
}
