/// The perfect subtrees that a range of leaves is made of, so that several threads can hash parts of one batch.
///
/// Appended to a frontier in order they give the tree that its leaves one by one would give.
package struct SubtreeCover: Hashable, Sendable {
    /// A whole subtree: its level and its root.
    package struct Subtree: Hashable, Sendable {
        package let level: UInt8
        package let root: Digest
    }

    /// The subtrees in the order of positions.
    package let subtrees: [Subtree]

    /// Hashes a range of leaves up to subtrees.
    ///
    /// - Parameters:
    ///   - leaves: The leaf hashes.
    ///   - position: The position of the first.
    ///   - limit: The highest level of a subtree; those above are left to the frontier, which tells of each.
    /// - Complexity: O(n), at most one node hash a leaf.
    package init(leaves: [Digest], from position: UInt64, limit: UInt8) {
        var subtrees: [Subtree] = []
        var start = 0
        while start < leaves.count {
            let aligned = min((position + UInt64(start)).trailingZeroBitCount, Int(limit))
            let level = min(aligned, Int.bitWidth - 1 - (leaves.count - start).leadingZeroBitCount)
            let count = 1 << level
            subtrees.append(Subtree(level: UInt8(level), root: Self.root(Array(leaves[start..<start + count]))))
            start += count
        }
        self.subtrees = subtrees
    }

    /// The root of as many leaves as a power of two.
    private static func root(_ leaves: [Digest]) -> Digest {
        var row = leaves
        var count = row.count
        while count > 1 {
            count /= 2
            for index in 0..<count { row[index] = TreeHasher.node(row[index * 2], row[index * 2 + 1]) }
        }
        return row[0]
    }
}
