extension ConsistencyProof {
    /// Checks a proof whose roots and hashes are bytes as another program handed them over.
    ///
    /// Equal sizes need no hash: the roots are compared as they are, whatever their length. Wherever something has to
    /// be hashed, all of it must be 32 bytes.
    ///
    /// - Parameters:
    ///   - oldSize: The number of events under the old root.
    ///   - newSize: The number of events under the new root.
    ///   - path: The hashes, from the bottom up.
    ///   - oldRoot: The root that the caller kept from before.
    ///   - newRoot: The root that is claimed now.
    /// - Throws: ``ProofError``, as ``verify(oldRoot:newRoot:)`` does, and for hashes of another length.
    public static func verify(
        oldSize: UInt64, newSize: UInt64, path: [[UInt8]], oldRoot: [UInt8], newRoot: [UInt8]
    ) throws(ProofError) {
        let hashes = try Digest.path(path)
        if oldSize == newSize, oldSize > 0, hashes.isEmpty {
            guard oldRoot == newRoot else {
                throw ProofError(.newRootMismatch, "of \(oldSize) events there are two roots")
            }
            return
        }
        let roots = try Digest.path([oldRoot, newRoot])
        try ConsistencyProof(oldSize: oldSize, newSize: newSize, path: hashes)
            .verify(oldRoot: roots[0], newRoot: roots[1])
    }
}
