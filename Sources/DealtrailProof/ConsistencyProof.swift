/// Proof that a log only grew: that the events under an old root are the first events under a new one
/// (RFC 9162 section 2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    /// The number of events under the old root.
    public let oldSize: UInt64

    /// The number of events under the new root.
    public let newSize: UInt64

    /// The hashes of the subtrees from which both roots follow, from the bottom up.
    public let path: [Digest]

    /// Puts a proof together from its parts, which are checked only when it is verified.
    ///
    /// - Parameters:
    ///   - oldSize: The number of events under the old root.
    ///   - newSize: The number of events under the new root.
    ///   - path: The hashes, from the bottom up. ``Digest/path(_:)`` reads them from bytes.
    public init(oldSize: UInt64, newSize: UInt64, path: [Digest]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// Makes the proof between two sizes of a log (RFC 9162 section 2.1.4.1).
    ///
    /// - Parameters:
    ///   - oldSize: The number of events in the old tree, 1 or more.
    ///   - newSize: The number of events in the new tree, not below `oldSize`.
    ///   - source: The subtrees of the log.
    /// - Returns: The proof. Its path is empty when the sizes are equal.
    /// - Throws: ``ProofError`` with code ``ProofError/Code/emptyTree`` or ``ProofError/Code/sizesReversed``; otherwise
    ///   what the source throws.
    /// - Complexity: O(log *n*) subtrees and node hashes.
    public static func make(
        oldSize: UInt64, newSize: UInt64, from source: some TreeSource
    ) throws -> ConsistencyProof {
        try check(oldSize, newSize)
        var path: [Digest] = []
        var start: UInt64 = 0
        var end = newSize
        while end != oldSize {
            let middle = start + TreeShape.split(end - start)
            if oldSize <= middle {
                path.append(try source.root(from: middle, to: end))
                end = middle
            } else {
                path.append(try source.root(from: start, to: middle))
                start = middle
            }
        }
        if start != 0 { path.append(try source.root(from: start, to: end)) }
        path.reverse()
        return ConsistencyProof(oldSize: oldSize, newSize: newSize, path: path)
    }

    /// Refuses sizes between which nothing can be proved.
    static func check(_ oldSize: UInt64, _ newSize: UInt64) throws(ProofError) {
        guard oldSize > 0 else {
            throw ProofError(.emptyTree, "a proof from size 0 to size \(newSize) proves nothing about any event")
        }
        guard oldSize <= newSize else {
            throw ProofError(.sizesReversed, "the old tree has \(oldSize) events, the new one only \(newSize)")
        }
    }
}
