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
