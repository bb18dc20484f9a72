import DealtrailModel
import DealtrailSales
import Yams

extension Shape {
    /// Whether a node has this shape; what is wrong is reported where it stands, with what is allowed there.
    func check(_ node: Node, _ what: String, _ diagnostics: PolicyDiagnostics) -> Bool {
        switch self {
        case .map(let shape): return shape.check(node, diagnostics)
        case .byName(let shape): return shape.check(node, what, diagnostics)
        case .list(let item, let count):
            guard case .sequence(let sequence) = node else { return refuse(node, "\(what) is a list", diagnostics) }
            if sequence.count < count {
                return refuse(node, "\(what) has at least \(count == 1 ? "one item" : "\(count) items")", diagnostics)
            }
            // Every item is looked at, so that one run tells everything.
            return sequence.map { node in
                // Nothing stands behind an item that it could leave out.
                let isWhole = item.isWhole(node, diagnostics)
                return item.check(node, "an item of \(what)", diagnostics) && isWhole
            }.allSatisfy(\.self)
        case .pair(let first, let second):
            guard case .sequence(let sequence) = node, sequence.count == 2 else {
                return refuse(node, "\(what) is a list of two", diagnostics)
            }
            return first.check(sequence[0], what, diagnostics) && second.check(sequence[1], what, diagnostics)
        case .either(let first, let second):
            return first.check(node, what, PolicyDiagnostics(file: "")) || second.check(node, what, diagnostics)
        default:
            guard case .scalar(let scalar) = node, accepts(scalar.string) else {
                let found = node.scalar.map { $0.string.isEmpty ? "" : ", not \($0.string)" } ?? ""
                return refuse(node, "\(what) is \(form)\(found)", diagnostics)
            }
            return true
        }
    }

    /// Whether a map states everything that it has to.
    private func isWhole(_ node: Node, _ diagnostics: PolicyDiagnostics) -> Bool {
        guard case .map(let shape) = self, let mapping = node.mapping else { return true }
        let missing = shape.required.filter { field in !mapping.contains { $0.key.scalar?.string == field.key } }
        for field in missing {
            diagnostics.report(node, "\(shape.what) needs \"\(field.key)\": \(field.note)")
        }
        return missing.isEmpty
    }

    private func refuse(_ node: Node, _ reason: String, _ diagnostics: PolicyDiagnostics) -> Bool {
        diagnostics.report(node, reason)
        return false
    }

    /// Whether a text may stand there.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .text: !text.isEmpty
        case .name: Tag(text).isValid
        case .integer(let range): Int(text).map(range.contains) ?? false
        case .decimal(let range): ScaledDecimal(text).map(range.contains) ?? false
        case .boolean: text == "true" || text == "false"
        case .money: Money(policyText: text) != nil
        case .time: ZonedTime(rfc3339: text) != nil
        case .word(let words): words.contains(text)
        case .form(_, _, let accepts): accepts(text)
        case .list, .pair, .either, .map, .byName: false
        }
    }

    /// What may stand there, in words.
    var form: String {
        switch self {
        case .text: "a text"
        case .name: "a name of 1 to 255 bytes without control characters"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .decimal(let range): "a decimal number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true or false"
        case .money: "an amount with its currency, such as 500000 CNY"
        case .time: "an RFC 3339 time with an offset, such as 2026-03-29T02:00:00+01:00"
        case .word(let words): words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
        case .form(let form, _, _): form
        case .list, .pair: "a list"
        case .either(let first, let second): "\(first.form) or \(second.form)"
        case .map(let shape): "a map with the keys \(shape.fields.map(\.key).joined(separator: ", "))"
        case .byName: "a map of names"
        }
    }
}

extension MapShape {
    func check(_ node: Node, _ diagnostics: PolicyDiagnostics) -> Bool {
        let keys = fields.map(\.key)
        guard case .mapping(let mapping) = node else {
            diagnostics.report(node, "\(what) is a map with the keys \(keys.joined(separator: ", "))")
            return false
        }
        var isSound = true
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key, let field = self[scalar.string] else {
                let name = key.scalar.map { "\"\($0.string)\"" } ?? "this key"
                diagnostics.report(
                    key, "\(name) is not part of \(what); allowed here: \(keys.joined(separator: ", "))")
                isSound = false
                continue
            }
            if field.presence == .optional, value.scalar?.string == NamedShape.nothing { continue }
            if !field.shape.check(value, "\"\(field.key)\"", diagnostics) { isSound = false }
        }
        return isSound
    }
}

extension NamedShape {
    /// What takes a rule or an optional value away.
    static let nothing = "none"

    func check(_ node: Node, _ what: String, _ diagnostics: PolicyDiagnostics) -> Bool {
        guard case .mapping(let mapping) = node else {
            diagnostics.report(node, "\(what) is a map of names")
            return false
        }
        var isSound = true
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key, names.accepts(scalar.string) else {
                diagnostics.report(key, "a name in \(what) is of \(names.words)")
                isSound = false
                continue
            }
            if value.scalar?.string == NamedShape.nothing { continue }
            if !item.check(value, "\"\(scalar.string)\"", diagnostics) { isSound = false }
        }
        return isSound
    }
}

extension Money {
    /// Reads `500000 CNY`.
    init?(policyText text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let amount = ScaledDecimal(parts[0]),
            let currency = Currency(rawValue: String(parts[1]))
        else { return nil }
        self.init(amount, currency)
    }
}
