import DealtrailProof

extension TreeFrontier {
    /// Grows by whole subtrees, in the order of positions, and tells of those that a log stores.
    ///
    /// - Complexity: Amortised one node hash a subtree.
    mutating func append(
        _ cover: SubtreeCover, onStored: (_ level: UInt8, _ index: UInt64, _ root: Digest) -> Void
    ) {
        for subtree in cover.subtrees {
            append(subtree: subtree.root, level: subtree.level) { level, index, root in
                if level >= LogStore.lowestStoredLevel { onStored(level, index, root) }
            }
        }
    }
}
