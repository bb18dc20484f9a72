import DealtrailModel
import DealtrailSales
import Yams

/// A map of a policy document, whose keys are checked against those that may stand there.
struct PolicyObject {
    let node: Node
    private let values: [String: Node]
    private let diagnostics: PolicyDiagnostics

    /// Reports unknown keys, and mandatory ones that are missing.
    init?(
        _ node: Node, _ what: String, keys: [String], required: [String] = [], _ diagnostics: PolicyDiagnostics
    ) {
        guard case .mapping(let mapping) = node else {
            diagnostics.report(node, "\(what) is a map with the keys \(keys.joined(separator: ", "))")
            return nil
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key, keys.contains(scalar.string) else {
                let name = key.scalar.map { "\"\($0.string)\"" } ?? "this key"
                diagnostics.report(
                    key, "\(name) is not part of \(what); allowed here: \(keys.joined(separator: ", "))")
                continue
            }
            values[scalar.string] = value
        }
        for key in required where values[key] == nil { diagnostics.report(node, "\(what) needs \"\(key)\"") }
        self.node = node
        self.values = values
        self.diagnostics = diagnostics
    }

    subscript(key: String) -> Node? { values[key] }

    func report(_ key: String, _ reason: String) { diagnostics.report(values[key] ?? node, reason) }

    func text(_ key: String) -> String? {
        guard let node = values[key] else { return nil }
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
            diagnostics.report(node, "\"\(key)\" is a text")
            return nil
        }
        return scalar.string
    }

    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(key) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            report(key, "\"\(key)\" is a whole number from \(range.lowerBound) to \(range.upperBound), not \(text)")
            return nil
        }
        return number
    }

    func decimal(_ key: String, in range: ClosedRange<ScaledDecimal>) -> ScaledDecimal? {
        values[key].flatMap { $0.decimal("\"\(key)\"", in: range, diagnostics) }
    }

    func boolean(_ key: String) -> Bool? {
        guard let text = text(key) else { return nil }
        guard text == "true" || text == "false" else {
            report(key, "\"\(key)\" is true or false, not \(text)")
            return nil
        }
        return text == "true"
    }

    /// An amount such as `500000 CNY`.
    func money(_ key: String) -> Money? {
        guard let text = text(key) else { return nil }
        let parts = text.split(separator: " ")
        guard parts.count == 2, let amount = ScaledDecimal(parts[0]),
            let currency = Currency(rawValue: String(parts[1]))
        else {
            report(key, "\"\(key)\" is an amount with its currency, such as 500000 CNY, not \(text)")
            return nil
        }
        return Money(amount, currency)
    }

    func name<Value: Name>(_ key: String, as type: Value.Type = Value.self) -> Value? {
        guard let text = text(key) else { return nil }
        let name = Value(rawValue: text)
        guard name.isValid else {
            report(key, "\"\(key)\" is a name of 1 to 255 bytes without control characters")
            return nil
        }
        return name
    }

    /// The items of a list.
    func items(_ key: String) -> [Node]? {
        guard let node = values[key] else { return nil }
        guard case .sequence(let sequence) = node else {
            diagnostics.report(node, "\"\(key)\" is a list")
            return nil
        }
        return Array(sequence)
    }

    /// A list of names.
    func names<Value: Name>(_ key: String, as type: Value.Type = Value.self) -> [Value]? {
        items(key)?.compactMap { item in
            guard case .scalar(let scalar) = item, Value(rawValue: scalar.string).isValid else {
                diagnostics.report(item, "a name of 1 to 255 bytes is expected in \"\(key)\"")
                return nil
            }
            return Value(rawValue: scalar.string)
        }
    }
}

extension Node {
    /// A decimal number in a range.
    func decimal(
        _ what: String, in range: ClosedRange<ScaledDecimal>, _ diagnostics: PolicyDiagnostics
    ) -> ScaledDecimal? {
        guard case .scalar(let scalar) = self, let number = ScaledDecimal(scalar.string), range.contains(number) else {
            let found = scalar.map { ", not \($0.string)" } ?? ""
            diagnostics.report(
                self, "\(what) is a decimal number from \(range.lowerBound) to \(range.upperBound)\(found)")
            return nil
        }
        return number
    }
}
