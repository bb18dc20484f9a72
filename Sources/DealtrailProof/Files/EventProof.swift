/// The proof file of one event: the event, its way up the hash tree, and the checkpoint (C2SP tlog-proof, `@v1`).
///
/// The file has the extension `.tlog-proof`, and its `extra` line holds the canonical event. That line is protected by
/// nothing in the format; here the event is what is hashed, so that any change to it shows.
public struct EventProof: Hashable, Sendable {
    /// The canonical bytes of the event.
    public let event: [UInt8]
    /// The position of the event.
    public let index: UInt64
    /// The hashes from the leaf up to the root.
    public let path: [Digest]
    /// The checkpoint.
    public let checkpoint: SignedCheckpoint

    /// The first line of such a file.
    public static let header = "c2sp.org/tlog-proof@v1"

    /// Puts a file together from its parts.
    public init(event: [UInt8], index: UInt64, path: [Digest], checkpoint: SignedCheckpoint) {
        self.event = event
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Reads a file.
    ///
    /// - Throws: ``FormatError`` with the line.
    /// - Complexity: O(*n*) in the length of the file.
    public init(_ bytes: some Collection<UInt8>) throws(FormatError) {
        var lines = try ProofLines(bytes, .proof)
        try lines.expect(EventProof.header)
        let extra = try lines.required("extra")
        event = try lines.decode(extra)
        guard event.count <= EventProof.maximumEventBytes else {
            throw lines.fault("an event has at most \(EventProof.maximumEventBytes) bytes, not \(event.count)")
        }
        index = try lines.number(of: "index")
        path = try lines.hashes(atMost: 63)
        checkpoint = try lines.checkpoint()
    }

    /// The whole file.
    public var bytes: [UInt8] {
        var text = "\(EventProof.header)\nextra \(Base64.encode(event))\nindex \(index)\n"
        for hash in path { text += hash.base64 + "\n" }
        return Array(text.utf8) + [0x0a] + checkpoint.bytes
    }

    /// Checks that the event is in the log, and who says so.
    ///
    /// - Parameter policy: Whom the verifier trusts.
    /// - Returns: Whose signatures the checkpoint has.
    /// - Throws: ``TrustError`` for the checkpoint, ``ProofError`` for the way up to it.
    /// - Complexity: O(log *n*) hashes and a few signatures.
    public func verify(_ policy: TrustPolicy) throws -> TrustVerdict {
        let verdict = try policy.evaluate(checkpoint)
        try InclusionProof(index: index, treeSize: verdict.checkpoint.size, path: path)
            .verify(leaf: TreeHasher.leaf(event), root: verdict.checkpoint.root)
        return verdict
    }

    /// A canonical event has no more bytes than a bundle of entries can state.
    static let maximumEventBytes = 65_535
}
