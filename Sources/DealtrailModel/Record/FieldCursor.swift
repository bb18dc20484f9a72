/// Reads single fields of a payload in one pass: what a fold over a whole log uses instead of decoding.
///
/// Fields that are asked for in ascending order cost one walk over the payload; whoever asks for an earlier one pays for
/// a second walk. Fields in between are skipped without being read.
public struct FieldCursor: ~Escapable, Sendable {
    private var reader: CBORReader
    /// How many pairs stand behind the one at hand; negative before the map was looked at.
    private var remaining = -1
    /// The key whose value is next; `nil` when a key is next.
    private var pending: UInt64?
    /// The lowest key that may still come.
    private var floor: UInt64 = 0

    /// Reads the map in `payload`.
    @_lifetime(copy payload)
    public init(_ payload: RawSpan) {
        reader = CBORReader(payload)
    }

    /// Goes to the value of the field `number`; `false` when there is none.
    ///
    /// - Throws: `CBORError` when the payload is not a map with number keys.
    @_lifetime(self: copy self)
    private mutating func seek(_ number: UInt64) throws(CBORError) -> Bool {
        if number < floor || remaining < 0 {
            reader.move(to: 0)
            remaining = try reader.readMapHead()
            pending = nil
            floor = 0
        }
        while true {
            let key: UInt64
            if let pending {
                key = pending
            } else {
                guard remaining > 0 else { return false }
                remaining &-= 1
                key = try reader.readSmallUnsigned()
            }
            if key > number {
                pending = key
                return false
            }
            pending = nil
            floor = key &+ 1
            if key == number { return true }
            try reader.skip()
        }
    }

    /// The text in the field `number`, copied.
    @_lifetime(self: copy self)
    public mutating func text(_ number: UInt64) throws(CBORError) -> String? {
        try seek(number) ? try reader.readText() : nil
    }

    /// The bytes of the text in the field `number`, unchecked; empty when there is none, which no name is.
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func textBytes(_ number: UInt64) throws(CBORError) -> RawSpan {
        guard try seek(number) else { return reader.span.extracting(0..<0) }
        return try reader.readTextBytes()
    }

    /// The integer in the field `number`.
    @_lifetime(self: copy self)
    public mutating func integer(_ number: UInt64) throws(CBORError) -> Int64? {
        try seek(number) ? try reader.readInteger() : nil
    }

    /// The boolean in the field `number`.
    @_lifetime(self: copy self)
    public mutating func bool(_ number: UInt64) throws(CBORError) -> Bool? {
        try seek(number) ? try reader.readBool() : nil
    }

    /// The decimal in the field `number`.
    @_lifetime(self: copy self)
    public mutating func decimal(_ number: UInt64) throws(CBORError) -> ScaledDecimal? {
        try seek(number) ? try reader.readDecimal() : nil
    }

    /// The amount in the field `number`.
    @_lifetime(self: copy self)
    public mutating func money(_ number: UInt64) throws(CBORError) -> Money? {
        try seek(number) ? try reader.readMoney() : nil
    }

    /// The whole item in the field `number`; empty when there is none, which no item is.
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func item(_ number: UInt64) throws(CBORError) -> RawSpan {
        guard try seek(number) else { return reader.span.extracting(0..<0) }
        return try reader.readItem()
    }
}
