internal import Yams

/// A YAML map of the mapping language: its keys are checked against those that may stand there.
struct MappingObject {
    let node: Node
    private let values: [String: Node]

    /// Reads a map; reports unknown and missing keys.
    ///
    /// - Parameters:
    ///   - what: What the map is, for messages, such as "an emit".
    init?(
        _ node: Node, _ what: String, allowed: [String], required: [String] = [], _ diagnostics: MappingDiagnostics
    ) {
        guard case .mapping(let mapping) = node else {
            diagnostics.report(node, "\(what) is a map", allowed: allowed)
            return nil
        }
        self.node = node
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key, allowed.contains(scalar.string) else {
                let name = key.scalar.map { "\"\($0.string)\"" } ?? "this key"
                diagnostics.report(key, "\(name) is not part of \(what)", allowed: allowed)
                continue
            }
            values[scalar.string] = value
        }
        self.values = values
        for key in required where values[key] == nil {
            diagnostics.report(node, "\(what) needs \"\(key)\"", allowed: allowed)
        }
    }

    subscript(key: String) -> Node? { values[key] }
}

extension Node {
    /// The text of a scalar.
    func text(_ what: String, _ diagnostics: MappingDiagnostics) -> String? {
        guard case .scalar(let scalar) = self else {
            diagnostics.report(self, "\(what) is a text")
            return nil
        }
        return scalar.string
    }

    /// The text of a scalar that is one of a few words.
    func choice<Value>(_ what: String, _ words: [(String, Value)], _ diagnostics: MappingDiagnostics) -> Value? {
        if case .scalar(let scalar) = self, let word = words.first(where: { $0.0 == scalar.string }) { return word.1 }
        diagnostics.report(self, "not \(what)", allowed: words.map(\.0))
        return nil
    }

    /// A text, or a list of texts.
    func texts(_ what: String, _ diagnostics: MappingDiagnostics) -> [(node: Node, text: String)] {
        switch self {
        case .scalar(let scalar): return [(self, scalar.string)]
        case .sequence(let sequence):
            return sequence.compactMap { item in item.text(what, diagnostics).map { (item, $0) } }
        case .mapping, .alias:
            diagnostics.report(self, "\(what): a text or a list of texts")
            return []
        }
    }

    /// The pairs of a map with any names.
    func pairs(_ what: String, _ diagnostics: MappingDiagnostics) -> [(key: Node, name: String, value: Node)] {
        guard case .mapping(let mapping) = self else {
            diagnostics.report(self, "\(what) is a map")
            return []
        }
        return mapping.compactMap { key, value in key.text("a name", diagnostics).map { (key, $0, value) } }
    }

    /// The items of a list.
    func items(_ what: String, _ diagnostics: MappingDiagnostics) -> [Node] {
        guard case .sequence(let sequence) = self else {
            diagnostics.report(self, "\(what) is a list")
            return []
        }
        return Array(sequence)
    }
}
