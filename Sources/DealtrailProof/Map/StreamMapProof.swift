/// Proof that a stream has come so far and no further, or that there is no such stream, under the root of a map.
public struct StreamMapProof: Hashable, Sendable {
    /// What the way from the root to the place of the stream ends at.
    public enum End: Hashable, Sendable {
        /// The stream itself.
        case present
        /// An empty place: there is no such stream.
        case vacant
        /// Another stream, alone in the subtree in which this one would be: there is no such stream.
        case other(key: Digest, head: StreamHead)
    }

    /// What the way ends at.
    public let end: End
    /// The hashes beside the way, from the end up to the root.
    public let path: [Digest]

    /// Puts a proof together from its parts, which are checked only when it is verified.
    public init(end: End, path: [Digest]) {
        self.end = end
        self.path = path
    }

    /// Checks what the map says of a stream.
    ///
    /// - Parameters:
    ///   - stream: The name of the stream.
    ///   - head: How far it is claimed to have come; `nil` for the claim that there is no such stream.
    ///   - root: The root of the map, from an event that is proved to be in the log.
    /// - Throws: ``TrustError`` (`mismatch`) when the proof does not end as claimed, or leads to another root.
    /// - Complexity: O(log *n*) hashes.
    public func verify(_ stream: String, is head: StreamHead?, root: Digest) throws(TrustError) {
        let key = StreamMapHasher.key(stream)
        guard path.count <= 256, path.first != StreamMapHasher.empty else {
            throw TrustError(.mismatch, "the proof of the map has a path that no map gives")
        }
        var digest: Digest
        switch (end, head) {
        case (.present, let head?): digest = StreamMapHasher.leaf(key, head)
        case (.vacant, nil): digest = StreamMapHasher.empty
        case (.other(let other, let otherHead), nil):
            guard other != key, (0..<path.count).allSatisfy({ other.bit($0) == key.bit($0) }) else {
                throw TrustError(.mismatch, "the map's proof names a stream that is not in the way of \(stream)")
            }
            digest = StreamMapHasher.leaf(other, otherHead)
        case (.present, nil): throw TrustError(.mismatch, "the map's proof says that there is a stream \(stream)")
        case (_, .some): throw TrustError(.mismatch, "the map's proof says that there is no stream \(stream)")
        }
        var depth = path.count
        for hash in path {
            depth -= 1
            digest = key.bit(depth) ? StreamMapHasher.node(hash, digest) : StreamMapHasher.node(digest, hash)
        }
        guard digest == root else {
            let claim = head.map { "\($0.nextRevision) events, the last with leaf \($0.leaf)" } ?? "no event"
            throw TrustError(
                .incomplete, "the log's map of stream heads does not say that \(stream) has \(claim)")
        }
    }
}

extension StreamMap {
    /// Makes the proof for one stream.
    ///
    /// - Complexity: O(log *n*).
    public func proof(of stream: String) -> StreamMapProof {
        let key = StreamMapHasher.key(stream)
        var path: [Digest] = []
        var node = top
        while case .fork(let left, let right, _) = node {
            let isRight = key.bit(path.count)
            path.append((isRight ? left : right)?.digest ?? StreamMapHasher.empty)
            node = isRight ? right : left
        }
        let end: StreamMapProof.End =
            switch node {
            case .stream(let found, let head, _): found == key ? .present : .other(key: found, head: head)
            case .fork, nil: .vacant
            }
        return StreamMapProof(end: end, path: path.reversed())
    }
}
