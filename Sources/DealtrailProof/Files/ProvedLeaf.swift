/// An event with its position and its way up the hash tree.
public struct ProvedLeaf: Hashable, Sendable {
    /// The canonical bytes of the event.
    public let event: [UInt8]
    /// The position of the event.
    public let index: UInt64
    /// The hashes from the leaf up to the root.
    public let path: [Digest]

    /// Puts the parts together.
    public init(event: [UInt8], index: UInt64, path: [Digest]) {
        self.event = event
        self.index = index
        self.path = path
    }

    /// Checks that the event is in the log of a checkpoint that is trusted already.
    ///
    /// - Throws: ``ProofError``.
    public func verify(in checkpoint: Checkpoint) throws(ProofError) {
        try InclusionProof(index: index, treeSize: checkpoint.size, path: path)
            .verify(leaf: TreeHasher.leaf(event), root: checkpoint.root)
    }

    var text: String {
        "\(index) \(Base64.encode(event))\n"
            + (path.isEmpty ? "" : "path \(path.map(\.base64).joined(separator: " "))\n")
    }

    /// Reads an index and an event, and the line of hashes behind them.
    init(_ first: String, _ lines: inout ProofLines) throws(FormatError) {
        let parts = first.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw lines.fault("it needs a position, a space and an event in base64") }
        index = try lines.parse(String(parts[0]))
        event = try lines.decode(String(parts[1]))
        guard event.count <= EventProof.maximumEventBytes else {
            throw lines.fault("an event has at most \(EventProof.maximumEventBytes) bytes, not \(event.count)")
        }
        path = try lines.hashLine("path", atMost: 63)
    }
}
