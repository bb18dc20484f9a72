extension Shape {
    /// The lines of a value as YAML below a key.
    func yaml(_ value: PolicyValue, key: String, indent: String) -> [String] {
        let head = "\(indent)\(PolicyText.scalar(key)):"
        if value == .text(NamedShape.nothing) { return ["\(head) \(NamedShape.nothing)"] }
        switch self {
        case .map(let shape):
            guard let map = value.map else { return [] }
            let lines = shape.fields.flatMap { field in
                map[field.canonicalKey].map { field.shape.yaml($0, key: field.key, indent: indent + "  ") } ?? []
            }
            return lines.isEmpty ? ["\(head) {}"] : [head] + lines
        case .byName(let shape):
            let items = value.list ?? []
            let lines = items.flatMap { item -> [String] in
                guard let map = item.map, let name = map[shape.nameKey]?.text else { return [] }
                let value = shape.valueKey.map { map[$0] } ?? item
                return value.map { shape.item.yaml($0, key: name, indent: indent + "  ") } ?? []
            }
            return lines.isEmpty ? ["\(head) {}"] : [head] + lines
        case .list(.map(let shape), _):
            let items = value.list ?? []
            return items.isEmpty ? ["\(head) []"] : [head] + items.map { "\(indent)  - \(shape.flow($0))" }
        default: return ["\(head) \(flow(value))"]
        }
    }

    /// The value as YAML on one line.
    func flow(_ value: PolicyValue) -> String {
        switch (self, value) {
        case (.list(let item, _), .list(let list)): return "[\(list.map(item.flow).joined(separator: ", "))]"
        case (.map(let shape), _): return shape.flow(value)
        case (.money, .map(let map)):
            return "\(map["amount"]?.text ?? "") \(map["currency"]?.text ?? "")"
        case (.form, .text(let text)): return PolicyText.isSafe(text) ? text : PolicyText.scalar(text)
        case (.time, .text(let text)), (.decimal, .text(let text)): return text
        case (_, .text(let text)): return PolicyText.scalar(text)
        case (_, .number(let number)): return String(number)
        case (_, .boolean(let boolean)): return String(boolean)
        default: return "{}"
        }
    }
}

extension MapShape {
    func flow(_ value: PolicyValue) -> String {
        let map = value.map ?? [:]
        let parts = fields.compactMap { field in
            map[field.canonicalKey].map { "\(field.key): \(field.shape.flow($0))" }
        }
        return parts.isEmpty ? "{}" : "{ \(parts.joined(separator: ", ")) }"
    }
}

extension Shape {
    /// A value with `none` wherever the standard one has something that this one has not: what is left out stands.
    func stating(_ value: PolicyValue, against standard: PolicyValue?) -> PolicyValue {
        switch (self, value, standard) {
        case (.map(let shape), .map(var map), .map(let standard)?):
            for field in shape.fields {
                if let own = map[field.canonicalKey] {
                    map[field.canonicalKey] = field.shape.stating(own, against: standard[field.canonicalKey])
                } else if field.presence == .optional, standard[field.canonicalKey] != nil {
                    map[field.canonicalKey] = .text(NamedShape.nothing)
                }
            }
            return .map(map)
        case (.byName(let shape), .list(let items), .list(let standard)?) where shape.valueKey == nil:
            func name(_ item: PolicyValue) -> PolicyValue? { item.map?[shape.nameKey] }
            return .list(
                items.map { item in
                    shape.item.stating(item, against: standard.first { name($0) == name(item) })
                })
        default: return value
        }
    }
}

/// Texts as YAML scalars.
enum PolicyText {
    /// Plain when nothing in it could mean something else, in double quotation marks otherwise.
    static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || byte == 0x2d || byte == 0x2e || byte == 0x5f
        }
        if isPlain, let first = text.utf8.first, first != 0x2d, first != 0x2e { return text }
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value):
                quoted += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "\"\(quoted)\""
    }

    /// Whether a text of a form is plain: the forms have no comma, brace or quotation mark, and a colon within.
    static func isSafe(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            (0x30...0x3a).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || byte == 0x20 || byte == 0x2b || byte == 0x2d || byte == 0x2e
        } && text.utf8.first != 0x2d && text.utf8.last != 0x3a
    }
}
