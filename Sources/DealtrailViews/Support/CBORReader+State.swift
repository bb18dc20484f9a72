import DealtrailModel

/// Reads what `CBORWriter` writes of what may be absent.
extension CBORReader {
    @_lifetime(self: copy self)
    mutating func readName<Value: Name>(as type: Value.Type = Value.self) throws(CBORError) -> Value? {
        readNull() ? nil : Value(rawValue: try readText())
    }

    @_lifetime(self: copy self)
    mutating func readTextIfPresent() throws(CBORError) -> String? { readNull() ? nil : try readText() }

    @_lifetime(self: copy self)
    mutating func readIntIfPresent() throws(CBORError) -> Int? { readNull() ? nil : Int(try readInteger()) }

    @_lifetime(self: copy self)
    mutating func readUnsignedIfPresent() throws(CBORError) -> UInt64? { readNull() ? nil : try readUnsigned() }

    @_lifetime(self: copy self)
    mutating func readDecimalIfPresent() throws(CBORError) -> ScaledDecimal? { readNull() ? nil : try readDecimal() }

    @_lifetime(self: copy self)
    mutating func readMoneyIfPresent() throws(CBORError) -> Money? { readNull() ? nil : try readMoney() }

    @_lifetime(self: copy self)
    mutating func readTimeIfPresent() throws(CBORError) -> Timestamp? {
        readNull() ? nil : Timestamp(nanoseconds: try readInteger())
    }

    @_lifetime(self: copy self)
    mutating func readEventID() throws(CBORError) -> EventID {
        EventID(high: try readUnsigned(), low: try readUnsigned())
    }

    @_lifetime(self: copy self)
    mutating func readMark() throws(CBORError) -> EventMark? {
        if readNull() { return nil }
        try expectArray(of: 4)
        return EventMark(position: try readUnsigned(), id: try readEventID(), occurredAt: try readTimeIfPresent())
    }

    /// Reads the head of an array that has so many items.
    @_lifetime(self: copy self)
    mutating func expectArray(of count: Int) throws(CBORError) {
        let start = offset
        guard try readArrayHead() == count else {
            throw CBORError(.unexpectedType, at: start, "expected an array of \(count)")
        }
    }

    /// Reads a number that stands for a case.
    @_lifetime(self: copy self)
    mutating func readCode<Value>(_ value: (UInt64) -> Value?) throws(CBORError) -> Value {
        let start = offset
        guard let value = value(try readUnsigned()) else { throw CBORError(.outOfRange, at: start, "an unknown code") }
        return value
    }
}
