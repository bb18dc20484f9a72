import DealtrailModel

extension Shape {
    /// The shape as JSON Schema (draft 2020-12).
    ///
    /// Texts may also be what YAML takes for numbers and truth values: a version `2` is the text "2".
    var schema: PolicyValue {
        switch self {
        case .text, .name:
            .map(["type": .list([.text("string"), .text("number"), .text("boolean")])])
        case .integer(let range):
            .map([
                "type": .text("integer"), "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound),
            ])
        case .decimal(let range):
            .map([
                "type": .text("number"), "minimum": .number(Int(range.lowerBound.doubleValue)),
                "maximum": .number(Int(range.upperBound.doubleValue)),
            ])
        case .boolean: .map(["type": .text("boolean")])
        case .money: Self.pattern("^-?[0-9]+([.][0-9]+)? [A-Z]{3}$", form)
        case .time:
            Self.pattern(
                "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})$",
                form)
        case .word(let words): .map(["enum": .list(words.map(PolicyValue.text))])
        case .form(let form, let pattern, _): Self.pattern(pattern, form)
        case .list(let item, let count):
            .map(["type": .text("array"), "items": item.wholeSchema, "minItems": .number(count)])
        case .pair(let first, let second):
            .map([
                "type": .text("array"), "prefixItems": .list([first.schema, second.schema]), "minItems": .number(2),
                "maxItems": .number(2),
            ])
        case .either(let first, let second): .map(["anyOf": .list([first.schema, second.schema])])
        case .map(let shape): shape.schema
        case .byName(let shape):
            .map([
                "type": .text("object"), "propertyNames": .map(["pattern": .text(shape.names.pattern)]),
                "additionalProperties": Self.orNothing(shape.item.schema),
            ])
        }
    }

    /// The same for an item of a list, behind which nothing stands that it could leave out.
    private var wholeSchema: PolicyValue {
        switch self {
        case .map(let shape):
            guard case .map(var schema) = shape.schema, !shape.required.isEmpty else { return shape.schema }
            schema["required"] = .list(shape.required.map { .text($0.key) })
            return .map(schema)
        case .either(let first, let second): return .map(["anyOf": .list([first.wholeSchema, second.wholeSchema])])
        default: return schema
        }
    }

    private static func pattern(_ pattern: String, _ form: String) -> PolicyValue {
        .map(["type": .text("string"), "pattern": .text(pattern), "description": .text(form)])
    }

    static func orNothing(_ schema: PolicyValue) -> PolicyValue {
        .map(["anyOf": .list([schema, .map(["const": .text(NamedShape.nothing)])])])
    }
}

extension MapShape {
    var schema: PolicyValue {
        var properties: [String: PolicyValue] = [:]
        for field in fields {
            var schema = field.shape.schema
            if field.presence == .optional { schema = Shape.orNothing(schema) }
            if case .map(var map) = schema {
                map["description"] = .text(field.note)
                schema = .map(map)
            }
            properties[field.key] = schema
        }
        return .map([
            "type": .text("object"), "properties": .map(properties), "additionalProperties": .boolean(false),
        ])
    }
}
