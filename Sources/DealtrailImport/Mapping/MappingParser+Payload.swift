internal import DealtrailModel
internal import Yams

/// Payloads.
extension MappingParser {
    private static let types = [
        "text", "decimal", "money", "integer", "boolean", "time", "date", "constant", "object", "pipeline",
    ]

    func fields(_ node: Node, in scope: MappingScope) -> [PayloadSpec.Field] {
        node.pairs("a payload", diagnostics).compactMap { pair in
            spec(pair.value, in: scope).map { PayloadSpec.Field(name: pair.name, spec: $0) }
        }
    }

    private func spec(_ node: Node, in scope: MappingScope) -> PayloadSpec? {
        switch node {
        case .scalar(let scalar):
            if scalar.style == .plain {
                if scalar.string == "not-recorded" { return .notRecorded }
                if let constant = Self.constant(scalar.string) { return .constant(constant) }
            }
            return scope.template(node, "a field", mayBeEmpty: true, diagnostics).map(PayloadSpec.text)
        case .sequence(let items): return .list(items.compactMap { spec($0, in: scope) })
        case .mapping(let mapping):
            let found = mapping.keys.compactMap { $0.scalar?.string }.filter { Self.types.contains($0) }
            guard let type = found.first, found.count == 1 else {
                diagnostics.report(node, "a field needs exactly one type", allowed: Self.types)
                return nil
            }
            return typed(type, node, in: scope)
        case .alias: return nil
        }
    }

    private func typed(_ type: String, _ node: Node, in scope: MappingScope) -> PayloadSpec? {
        if type == "time" { return timeSpec(node, "time", in: scope).map(PayloadSpec.time) }
        if type == "date" { return timeSpec(node, "date", in: scope).map(PayloadSpec.date) }
        let extra = ["money": ["currency"], "boolean": ["yes", "no"]][type] ?? []
        guard
            let object = MappingObject(
                node, "a field of type \(type)", allowed: [type] + extra, required: [type] + extra, diagnostics),
            let value = object[type]
        else { return nil }
        switch type {
        case "object": return .object(fields(value, in: scope))
        case "constant":
            return value.text("a constant", diagnostics).map { .constant(.text($0)) }
        case "pipeline":
            let part: PipelineSpec.Part? = value.choice(
                "a part of the pipeline", PipelineSpec.Part.allCases.map { ($0.rawValue, $0) }, diagnostics)
            guard let pipeline else {
                diagnostics.report(value, "the mapping has no \"pipeline\"")
                return nil
            }
            return part.map { .constant(pipeline.value($0)) }
        default: break
        }
        guard let template = scope.template(value, type, mayBeEmpty: true, diagnostics) else { return nil }
        switch type {
        case "decimal": return .decimal(template)
        case "integer": return .integer(template)
        case "money":
            guard let node = object["currency"], let currency = scope.template(node, "currency", diagnostics) else {
                return nil
            }
            if currency.isConstant, Currency(rawValue: node.scalar?.string ?? "") == nil {
                diagnostics.report(node, "not an ISO 4217 code: three capital letters, XXX for none")
            }
            return .money(template, currency: currency)
        case "boolean":
            return .boolean(
                template, yes: Set(object["yes"]?.texts("yes", diagnostics).map(\.text) ?? []),
                no: Set(object["no"]?.texts("no", diagnostics).map(\.text) ?? []))
        default: return .text(template)
        }
    }

    /// A whole number or a truth value, written without quotation marks.
    private static func constant(_ text: String) -> CBORValue? {
        if text == "true" || text == "false" { return .bool(text == "true") }
        guard let number = Int64(text), String(number) == text else { return nil }
        return .integer(number)
    }
}
