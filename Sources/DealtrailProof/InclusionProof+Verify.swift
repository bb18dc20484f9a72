extension InclusionProof {
    /// Checks that the event with this leaf hash is where the proof says, in the tree with this root
    /// (RFC 9162 section 2.1.3.2).
    ///
    /// A root does not say of how many events it is: the same path may lead to it from neighbouring sizes. So compare
    /// ``treeSize`` with the size in the checkpoint from which the root comes.
    ///
    /// - Parameters:
    ///   - leaf: The leaf hash, computed from the event at hand: ``TreeHasher/leaf(_:)-(RawSpan)``.
    ///   - root: The root, taken from a checkpoint that the caller trusts, never from the proof's sender alone.
    /// - Throws: ``ProofError`` when the position is not in the tree, when the path has too many or too few hashes,
    ///   or when it leads to another root.
    /// - Complexity: O(log *n*) node hashes.
    public func verify(leaf: Digest, root: Digest) throws(ProofError) {
        let computed = try computedRoot(leaf: leaf)
        guard computed == root else {
            throw ProofError(
                .rootMismatch,
                "the proof of position \(index) in a tree of \(treeSize) events leads to root \(computed), not \(root)")
        }
    }

    /// The root to which this proof leads from a leaf hash (RFC 9162 section 2.1.3.2).
    ///
    /// - Parameter leaf: The leaf hash.
    /// - Returns: The root, which says nothing until it is compared with one that the caller trusts.
    /// - Throws: ``ProofError`` with code ``ProofError/Code/indexOutOfRange`` or ``ProofError/Code/pathLength``.
    /// - Complexity: O(log *n*) node hashes.
    public func computedRoot(leaf: Digest) throws(ProofError) -> Digest {
        try InclusionProof.check(index, in: treeSize)
        let expected = TreeShape.inclusionCount(index: index, size: treeSize)
        guard path.count == expected else {
            throw ProofError(
                .pathLength,
                "the proof of position \(index) in a tree of \(treeSize) events has \(path.count) hashes, "
                    + "not \(expected)")
        }
        var climb = TreeClimb(index: index, size: treeSize)
        var root = leaf
        for hash in path {
            root = climb.next() == .left ? TreeHasher.node(hash, root) : TreeHasher.node(root, hash)
        }
        return root
    }
}
