/// Proof that one event is at one position of a log whose root is known (RFC 9162 section 2.1.3).
public struct InclusionProof: Hashable, Sendable {
    /// The position of the event, from 0.
    public let index: UInt64

    /// The number of events in the tree that the proof is about.
    public let treeSize: UInt64

    /// The hashes of the neighbouring subtrees, from the leaf up to the root.
    public let path: [Digest]

    /// Puts a proof together from its parts, which are checked only when it is verified.
    ///
    /// - Parameters:
    ///   - index: The position of the event, from 0.
    ///   - treeSize: The number of events in the tree.
    ///   - path: The hashes from the leaf up to the root. ``Digest/path(_:)`` reads them from bytes.
    public init(index: UInt64, treeSize: UInt64, path: [Digest]) {
        self.index = index
        self.treeSize = treeSize
        self.path = path
    }

    /// Makes the proof for one event (RFC 9162 section 2.1.3.1).
    ///
    /// - Parameters:
    ///   - index: The position of the event, from 0.
    ///   - treeSize: The number of events in the tree.
    ///   - source: The subtrees of the log.
    /// - Returns: The proof.
    /// - Throws: ``ProofError`` with code ``ProofError/Code/indexOutOfRange`` when the tree does not hold the position;
    ///   otherwise what the source throws.
    /// - Complexity: O(log *n*) subtrees and node hashes.
    public static func make(
        index: UInt64, treeSize: UInt64, from source: some TreeSource
    ) throws -> InclusionProof {
        try check(index, in: treeSize)
        var path: [Digest] = []
        var start: UInt64 = 0
        var end = treeSize
        while end - start > 1 {
            let middle = start + TreeShape.split(end - start)
            if index < middle {
                path.append(try source.root(from: middle, to: end))
                end = middle
            } else {
                path.append(try source.root(from: start, to: middle))
                start = middle
            }
        }
        path.reverse()
        return InclusionProof(index: index, treeSize: treeSize, path: path)
    }

    /// Refuses a position that the tree does not hold.
    static func check(_ index: UInt64, in treeSize: UInt64) throws(ProofError) {
        guard index < treeSize else {
            throw ProofError(.indexOutOfRange, "position \(index) is not in a tree of \(treeSize) events")
        }
    }
}
