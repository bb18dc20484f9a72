/// A whole tree in memory, for tests and small logs.
///
/// It keeps the root of every perfect subtree, which takes about 64 bytes a leaf.
public struct MemoryTree: Hashable, Sendable {
    /// The roots of the perfect subtrees: first all leaf hashes, then all pairs, and so on.
    private var levels: [[Digest]] = [[]]

    /// Makes a tree.
    ///
    /// - Parameter leaves: The leaf hashes, in order of position.
    /// - Complexity: O(*n*) node hashes.
    public init(leaves: some Sequence<Digest> = []) {
        for leaf in leaves { append(leaf) }
    }

    /// The number of leaves.
    public var size: UInt64 { UInt64(levels[0].count) }

    /// The leaf hashes, in order of position.
    public var leaves: [Digest] { levels[0] }

    /// Adds one leaf.
    ///
    /// - Parameter leaf: The leaf hash.
    /// - Complexity: Amortised one node hash; at most O(log *n*).
    public mutating func append(_ leaf: Digest) {
        levels[0].append(leaf)
        var level = 0
        while levels[level].count.isMultiple(of: 2) {
            let pair = levels[level].suffix(2)
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(TreeHasher.node(pair[pair.startIndex], pair[pair.startIndex + 1]))
        }
    }
}

extension MemoryTree: TreeSource {
    /// The root of a perfect subtree.
    ///
    /// - Parameters:
    ///   - level: The height of the subtree; 0 asks for a leaf hash.
    ///   - index: The number of the subtree among those of its level, from the left.
    /// - Returns: The root.
    /// - Throws: ``ProofError`` with code ``ProofError/Code/missingSubtree`` when the tree has not grown that far.
    /// - Complexity: O(1).
    public func subtree(level: UInt8, index: UInt64) throws(ProofError) -> Digest {
        guard Int(level) < levels.count, index < UInt64(levels[Int(level)].count) else {
            throw ProofError(
                .missingSubtree, "a tree of \(size) leaves has no complete subtree \(index) of level \(level)")
        }
        return levels[Int(level)][Int(index)]
    }
}
