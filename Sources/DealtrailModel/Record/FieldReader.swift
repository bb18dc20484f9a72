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
        if let money = try readPlainMoney() { return money }
        move(to: start)
        guard try readMapHead() == 2, try readUnsigned() == 1 else {
            throw CBORError(.unexpectedType, at: start, "expected an amount of money")
        }
        let amount = try readDecimal()
        guard try readUnsigned() == 2, let currency = Currency(bytes: try readTextBytes()) else {
            throw CBORError(.unexpectedType, at: start, "expected a currency code")
        }
        return Money(amount, currency)
    }

    /// An amount whose heads are all one byte, as those of all honest ones are: map of 2, key 1, tag 4, array of 2.
    @_lifetime(self: copy self)
    private mutating func readPlainMoney() throws(CBORError) -> Money? {
        let start = offset
        guard start &+ 5 <= span.byteCount, span.integer(at: start, as: UInt32.self) == 0x82c4_01a2 else { return nil }
        let exponent = span.byte(at: start &+ 4)
        // 0, or -1 to -18 as 0x20 to 0x31.
        guard exponent == 0 || exponent >= 0x20 && exponent <= 0x31 else { return nil }
        move(to: start &+ 5)
        let mantissa = try readInteger()
        let end = offset &+ 5
        guard end <= span.byteCount, span.integer(at: offset, as: UInt16.self) == 0x6302,
            let currency = Currency(bytes: span.extracting(offset &+ 2..<end))
        else { return nil }
        move(to: end)
        let scale = exponent == 0 ? 0 : exponent &- 0x1f
        return Money(ScaledDecimal(mantissa: mantissa, scale: scale), currency)
    }
}
