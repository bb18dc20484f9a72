import Yams

/// A value of a policy document with the path of keys that leads to it and the line on which it stands.
struct PolicyLeaf {
    let path: String
    let value: String
    let line: Int

    /// The values of a document, in its order.
    ///
    /// Lists of maps are taken by what names their items, so that an item that moves is not taken for another; other lists
    /// are one value.
    static func list(of yaml: String) throws -> [PolicyLeaf] {
        guard let root = try Yams.compose(yaml: yaml) else { return [] }
        var leaves: [PolicyLeaf] = []
        collect(root, at: "", into: &leaves)
        return leaves
    }

    private static let identities = ["name", "product", "tier"]

    private static func collect(_ node: Node, at path: String, into leaves: inout [PolicyLeaf]) {
        let line = node.mark?.line ?? 1
        switch node {
        case .mapping(let mapping) where !mapping.isEmpty:
            for (key, value) in mapping {
                let key = key.scalar?.string ?? "?"
                collect(value, at: path.isEmpty ? key : "\(path).\(key)", into: &leaves)
            }
        case .sequence(let sequence) where sequence.contains { $0.mapping != nil }:
            for (index, item) in sequence.enumerated() {
                let name = identities.lazy.compactMap { item[$0]?.scalar?.string }.first
                collect(item, at: "\(path)[\(name ?? item.scalar?.string ?? String(index + 1))]", into: &leaves)
            }
        default:
            leaves.append(PolicyLeaf(path: path, value: text(node), line: line))
        }
    }

    private static func text(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string
        case .sequence(let sequence): "[\(sequence.map(text).joined(separator: ", "))]"
        case .mapping(let mapping):
            "{\(mapping.map { "\(text($0.key)): \(text($0.value))" }.joined(separator: ", "))}"
        case .alias: "*"
        }
    }
}
