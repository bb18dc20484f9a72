extension ConsistencyProof {
    /// Checks that the tree with the old root is the beginning of the tree with the new one
    /// (RFC 9162 section 2.1.4.2).
    ///
    /// A proof from size 0 is refused, although every tree begins with the empty one: it holds for any log, so whoever
    /// accepts it has checked nothing.
    ///
    /// - Parameters:
    ///   - oldRoot: The root that the caller kept from before.
    ///   - newRoot: The root that is claimed now.
    /// - Throws: ``ProofError`` when the old size is 0 or above the new one, when the path has too many or too few
    ///   hashes, or when it leads to another root.
    /// - Complexity: O(log *n*) node hashes.
    public func verify(oldRoot: Digest, newRoot: Digest) throws(ProofError) {
        try ConsistencyProof.check(oldSize, newSize)
        let expected = oldSize == newSize ? 0 : TreeShape.consistencyCount(old: oldSize, new: newSize)
        guard path.count == expected else {
            throw ProofError(
                .pathLength, "the proof from size \(oldSize) to \(newSize) has \(path.count) hashes, not \(expected)")
        }
        let computed = computedRoots(oldRoot: oldRoot)
        guard computed.old == oldRoot else {
            throw ProofError(
                .oldRootMismatch,
                "the proof from size \(oldSize) to \(newSize) leads to old root \(computed.old), not \(oldRoot)")
        }
        guard computed.new == newRoot else {
            throw ProofError(
                .newRootMismatch,
                "the proof from size \(oldSize) to \(newSize) leads to new root \(computed.new), not \(newRoot)")
        }
    }

    /// Both roots that follow from a path of the right length.
    ///
    /// An old tree that is one perfect subtree is the node from which the way starts; the path leaves it out, since
    /// the verifier has it.
    private func computedRoots(oldRoot: Digest) -> (old: Digest, new: Digest) {
        let startsAtOldRoot = oldSize == newSize || oldSize.nonzeroBitCount == 1
        guard let start = startsAtOldRoot ? oldRoot : path.first else { return (oldRoot, oldRoot) }
        var climb = TreeClimb(lastOf: oldSize, size: newSize)
        var old = start
        var new = start
        for hash in path.dropFirst(startsAtOldRoot ? 0 : 1) {
            if climb.next() == .left {
                old = TreeHasher.node(hash, old)
                new = TreeHasher.node(hash, new)
            } else {
                new = TreeHasher.node(new, hash)
            }
        }
        return (old, new)
    }
}
