import DealtrailModel
import DealtrailSales

/// What may stand at a place of a policy document.
///
/// One description gives the check of a document, its reading, its writing and the published JSON Schema, so that none of
/// them knows a key that another does not.
indirect enum Shape: Sendable {
    /// Any text that is not empty.
    case text
    /// A name: 1 to 255 bytes without control characters.
    case name
    case integer(ClosedRange<Int>)
    case decimal(ClosedRange<ScaledDecimal>)
    case boolean
    /// An amount with its currency.
    case money
    /// An RFC 3339 time with an offset.
    case time
    case word([String])
    /// A text of some form.
    case form(String, pattern: String, accepts: @Sendable (String) -> Bool)
    case list(Shape, atLeast: Int)
    /// Two values in a list.
    case pair(Shape, Shape)
    /// One of two.
    case either(Shape, Shape)
    case map(MapShape)
    case byName(NamedShape)

    /// The text of a value of the domain.
    static func leaf<Value: TextLeaf>(_ type: Value.Type) -> Shape {
        .form(Value.form, pattern: Value.pattern) { Value($0) != nil }
    }

    /// One of the words of an enumeration.
    static func words<Value: CaseIterable & RawRepresentable<String>>(_ type: Value.Type) -> Shape {
        .word(Value.allCases.map(\.rawValue))
    }

    /// A map with these keys.
    static func map(_ what: String, _ fields: [MapShape.Field]) -> Shape { .map(MapShape(what: what, fields: fields)) }
}
