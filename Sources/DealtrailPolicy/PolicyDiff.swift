public import DealtrailSales

/// What differs between two policies, by key path (`docs/features.md` row 175).
public struct PolicyDiff: Hashable, Sendable {
    /// A policy to compare.
    public struct Side: Hashable, Sendable {
        /// The rules.
        public let policy: SalesPolicy
        /// The text in which lines are counted: a file, or the written form of a published version.
        public let text: String

        /// A published version; lines are those of ``PolicyDocument/yaml``, which `policy show` writes.
        public init(_ policy: SalesPolicy) {
            self.policy = policy
            text = PolicyDocument(policy).yaml
        }

        /// A file, whose lines are its own; what it leaves out has none.
        public init(_ policy: SalesPolicy, text: String) {
            self.policy = policy
            self.text = text
        }
    }

    /// A value that differs.
    public struct Change: Codable, Hashable, Sendable {
        /// The keys that lead to it, such as `pricing.tolerance` or `pipelines[standard].version`.
        public let path: String
        /// What it was; `nil` when it was not there.
        public let old: String?
        /// What it is; `nil` when it is no longer there.
        public let new: String?
        /// The line of the old value, from 1; `nil` when its text leaves it out.
        public let oldLine: Int?
        /// The line of the new value, from 1; `nil` when its text leaves it out.
        public let newLine: Int?
    }

    /// The differences, in the order of the new document; what is gone comes after.
    public let changes: [Change]

    /// Compares two policies.
    ///
    /// - Throws: `YamlError` when a text is not YAML.
    /// - Complexity: O(values).
    public init(from old: Side, to new: Side) throws {
        let before = try Self.values(old)
        let after = try Self.values(new)
        let oldLines = try Self.lines(old)
        let newLines = try Self.lines(new)
        let known = Dictionary(before.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
        let there = Set(after.map(\.path))
        changes =
            after.compactMap { leaf in
                known[leaf.path] == leaf.value
                    ? nil
                    : Change(
                        path: leaf.path, old: known[leaf.path], new: leaf.value, oldLine: oldLines[leaf.path],
                        newLine: newLines[leaf.path])
            }
            + before.filter { !there.contains($0.path) }.map { leaf in
                Change(path: leaf.path, old: leaf.value, new: nil, oldLine: oldLines[leaf.path], newLine: nil)
            }
    }

    /// What holds, also where the text leaves it out.
    private static func values(_ side: Side) throws -> [PolicyLeaf] {
        try PolicyLeaf.list(of: PolicyDocument(side.policy).yaml)
    }

    private static func lines(_ side: Side) throws -> [String: Int] {
        Dictionary(
            try PolicyLeaf.list(of: side.text).map { ($0.path, $0.line) }, uniquingKeysWith: { first, _ in first })
    }
}
