import DealtrailModel
import DealtrailSales
import Foundation
import Yams

extension PolicyReader {
    /// Reads the sections that are made of rule primitives, over those of the standard policy.
    func rules(_ root: Node) -> RuleBook? {
        let shape = PolicyShapes.book
        guard case .mapping(let mapping) = root else { return nil }
        let sections = mapping.filter { key, _ in key.scalar.map { shape[$0.string] != nil } ?? false }
        let node = Node.mapping(Node.Mapping(sections.map { ($0.key, $0.value) }, .implicit, .any, mapping.mark))
        guard shape.check(node, diagnostics) else { return nil }
        do {
            let standard = try PolicyValue.standardBook.get()
            guard let merged = shape.value(of: node, over: standard.map ?? [:]) else { return nil }
            guard isComplete(merged, root) else { return nil }
            var book = try JSONDecoder().decode(
                RuleBook.self, from: Data(JSONText.encode(PolicyValue.map(merged)).utf8))
            book.ownEvents.sort()
            return book
        } catch {
            // Every value was checked against its shape, so that this is a defect of the shapes.
            diagnostics.report(root, "the rules cannot be read: \(error)")
            return nil
        }
    }

    /// Whether every rule has what it needs, be it from the standard rule of its name.
    private func isComplete(_ book: [String: PolicyValue], _ root: Node) -> Bool {
        var isComplete = true
        for field in PolicyShapes.book.fields {
            guard case .byName(let named) = field.shape, case .map(let shape) = named.item else { continue }
            for item in book[field.canonicalKey]?.list ?? [] {
                guard let map = item.map, let name = map[named.nameKey]?.text else { continue }
                for needed in shape.required where map[needed.canonicalKey] == nil {
                    diagnostics.report(
                        root.deepest([field.key, name]), "\(shape.what) needs \"\(needed.key)\": \(needed.note)")
                    isComplete = false
                }
            }
        }
        return isComplete
    }

    /// Reads the section `activation`.
    func activation(_ node: Node) -> ActivationRules? {
        guard let object = PolicyObject(node, "activation", keys: ["approvers", "four-eyes"], diagnostics) else {
            return nil
        }
        let rules = ActivationRules(
            approvers: object.names("approvers") ?? [], fourEyes: object.boolean("four-eyes") ?? false)
        // Nothing demanded is what a policy without this section says, and both have one canonical text.
        return rules == ActivationRules() ? nil : rules
    }
}

extension Node {
    /// The node at the end of a path, or the last one on the way that is there.
    func deepest(_ path: [String]) -> Node {
        guard let step = path.first else { return self }
        let rest = Array(path.dropFirst())
        switch self {
        case .mapping(let mapping):
            guard let next = mapping.first(where: { $0.key.scalar?.string == step }) else { return self }
            return next.value.deepest(rest)
        case .sequence(let sequence):
            guard let index = Int(step), sequence.indices.contains(index) else { return self }
            return sequence[index].deepest(rest)
        default: return self
        }
    }
}
