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

/// A map whose keys are known.
struct MapShape: Sendable {
    /// A key.
    struct Field: Sendable {
        let key: String
        let shape: Shape
        let presence: Presence
        /// What it is, for editors.
        let note: String
    }

    enum Presence: Sendable {
        /// It has to be stated, here or in the standard rule of the same name.
        case required
        /// It is as in the standard policy when it is left out.
        case defaulted
        /// It may be missing; `none` takes it away.
        case optional
    }

    /// What the map is, with its article: `a deadline`.
    let what: String
    let fields: [Field]

    subscript(key: String) -> Field? { fields.first { $0.key == key } }
}

extension MapShape.Field {
    static func required(_ key: String, _ shape: Shape, _ note: String) -> MapShape.Field {
        MapShape.Field(key: key, shape: shape, presence: .required, note: note)
    }

    static func defaulted(_ key: String, _ shape: Shape, _ note: String) -> MapShape.Field {
        MapShape.Field(key: key, shape: shape, presence: .defaulted, note: note)
    }

    static func optional(_ key: String, _ shape: Shape, _ note: String) -> MapShape.Field {
        MapShape.Field(key: key, shape: shape, presence: .optional, note: note)
    }

    /// The key of the canonical form.
    var canonicalKey: String {
        let parts = key.split(separator: "-")
        return parts.prefix(1).joined() + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

/// A map whose keys are names of the author's choice; canonically a list whose items state their names.
struct NamedShape: Sendable {
    /// What stands behind a name.
    let item: Shape
    /// Under which key an item states its name.
    let nameKey: String
    /// Under which key an item states its value; `nil` when the value is a map, whose fields stand beside the name.
    let valueKey: String?
    /// Whether the order says nothing, so that the canonical one is by name.
    let isSorted: Bool
    /// What a name may be.
    let names: NameForm

    init(
        _ item: Shape, nameKey: String = "name", valueKey: String? = nil, isSorted: Bool = true,
        names: NameForm = .rule
    ) {
        self.item = item
        self.nameKey = nameKey
        self.valueKey = valueKey
        self.isSorted = isSorted
        self.names = names
    }
}

/// What a name in a map of names may be.
enum NameForm: Sendable {
    /// Small letters, digits and hyphens.
    case rule
    /// The same with capital letters.
    case band
    /// The same with dots.
    case key
    /// Anything that is a name.
    case any

    /// As a regular expression (ECMA 262), for the schema.
    var pattern: String {
        switch self {
        case .rule: "^[a-z0-9][a-z0-9-]{0,119}$"
        case .band: "^[A-Za-z0-9][A-Za-z0-9-]{0,119}$"
        case .key: "^[A-Za-z0-9][A-Za-z0-9.-]{0,119}$"
        case .any: "^.+$"
        }
    }

    /// In words.
    var words: String {
        switch self {
        case .rule: "small letters, digits and hyphens"
        case .band: "letters, digits and hyphens"
        case .key: "letters, digits, dots and hyphens"
        case .any: "1 to 255 bytes"
        }
    }

    /// Whether a text is one.
    func accepts(_ name: String) -> Bool {
        guard self != .any else { return !name.isEmpty }
        return (1...120).contains(name.utf8.count) && name.utf8.first != 0x2d && name.utf8.first != 0x2e
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x61...0x7a, 0x30...0x39, 0x2d: true
                case 0x41...0x5a: self != .rule
                case 0x2e: self == .key
                default: false
                }
            }
    }
}
