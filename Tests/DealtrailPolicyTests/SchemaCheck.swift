import Foundation
import Yams

/// As much of JSON Schema as the schema of policies uses; a keyword that it does not know is an objection.
final class SchemaCheck {
    private static let annotations: Set<String> = ["$schema", "title", "description"]
    /// Expressions that were made already: making one takes far longer than asking it.
    private var expressions: [String: Regex<AnyRegexOutput>] = [:]

    /// What a schema has against a node; `nil` when it is valid.
    func objection(to node: Node, _ schema: [String: Any], at path: String) -> String? {
        for (keyword, value) in schema.sorted(by: { $0.key < $1.key }) where !Self.annotations.contains(keyword) {
            if let found = objection(to: node, keyword, value, schema, path) { return found }
        }
        return nil
    }

    private func objection(
        to node: Node, _ keyword: String, _ value: Any, _ schema: [String: Any], _ path: String
    ) -> String? {
        let failed = "\(path): \(keyword)"
        switch keyword {
        case "type":
            let allowed = value as? [String] ?? [value as? String ?? ""]
            return allowed.contains { types(of: node).contains($0) } ? nil : failed
        case "enum": return (value as? [String] ?? []).contains(node.scalar?.string ?? "") ? nil : failed
        case "const": return value as? String == node.scalar?.string ? nil : failed
        case "pattern":
            guard let text = node.scalar?.string, let pattern = value as? String else { return nil }
            return matches(text, pattern) ? nil : failed
        case "minimum": return number(node).map { $0 >= (value as? Double ?? 0) } ?? true ? nil : failed
        case "maximum": return number(node).map { $0 <= (value as? Double ?? 0) } ?? true ? nil : failed
        case "minItems": return node.sequence.map { $0.count >= (value as? Int ?? 0) } ?? true ? nil : failed
        case "maxItems": return node.sequence.map { $0.count <= (value as? Int ?? 0) } ?? true ? nil : failed
        case "items":
            guard let item = value as? [String: Any] else { return failed }
            return node.sequence?.enumerated().lazy
                .compactMap { self.objection(to: $0.element, item, at: "\(path)[\($0.offset)]") }.first
        case "prefixItems":
            guard let items = value as? [[String: Any]], let sequence = node.sequence else { return nil }
            return zip(sequence, items).lazy.compactMap { self.objection(to: $0, $1, at: path) }.first
        case "anyOf":
            let options = value as? [[String: Any]] ?? []
            return options.contains { objection(to: node, $0, at: path) == nil } ? nil : failed
        case "required":
            let keys = node.mapping?.keys.compactMap(\.scalar?.string) ?? []
            return node.mapping == nil || (value as? [String] ?? []).allSatisfy(keys.contains) ? nil : failed
        case "properties", "additionalProperties", "propertyNames":
            return members(node, keyword, value, schema, path)
        default: return "\(path): the check does not know \(keyword)"
        }
    }

    private func members(
        _ node: Node, _ keyword: String, _ value: Any, _ schema: [String: Any], _ path: String
    ) -> String? {
        guard let mapping = node.mapping else { return nil }
        let known = schema["properties"] as? [String: Any] ?? [:]
        for (key, member) in mapping {
            let name = key.scalar?.string ?? ""
            switch keyword {
            case "propertyNames":
                if let found = objection(to: key, value as? [String: Any] ?? [:], at: "\(path).\(name)") {
                    return found
                }
            case "properties":
                if let own = known[name] as? [String: Any],
                    let found = objection(to: member, own, at: "\(path).\(name)")
                {
                    return found
                }
            default:
                guard known[name] == nil else { continue }
                guard let rest = value as? [String: Any] else { return "\(path): no \(name) here" }
                if let found = objection(to: member, rest, at: "\(path).\(name)") { return found }
            }
        }
        return nil
    }

    /// The types of JSON that a node has under the core schema of YAML 1.2.
    private func types(of node: Node) -> Set<String> {
        if node.mapping != nil { return ["object"] }
        if node.sequence != nil { return ["array"] }
        guard let scalar = node.scalar else { return [] }
        guard scalar.style == .plain || scalar.style == .any else { return ["string"] }
        if matches(scalar.string, "^[-+]?[0-9]+$") { return ["integer", "number"] }
        if matches(scalar.string, "^[-+]?([.][0-9]+|[0-9]+([.][0-9]*)?)([eE][-+]?[0-9]+)?$") { return ["number"] }
        if ["true", "false"].contains(scalar.string) { return ["boolean"] }
        if ["", "~", "null"].contains(scalar.string) { return ["null"] }
        return ["string"]
    }

    private func number(_ node: Node) -> Double? {
        types(of: node).contains("number") ? node.scalar.flatMap { Double($0.string) } : nil
    }

    private func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = expressions[pattern] ?? (try? Regex(pattern)) else { return false }
        expressions[pattern] = expression
        return text.firstMatch(of: expression) != nil
    }
}
