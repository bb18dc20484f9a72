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

    /// What has to be stated.
    var required: [Field] {
        fields.filter { if case .required = $0.presence { true } else { false } }
    }

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

    /// The same field where it may be missing.
    var mayBeLeftOut: MapShape.Field { .optional(key, shape, note) }
}
