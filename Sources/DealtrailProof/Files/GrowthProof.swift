/// The proof file that a log only grew from one checkpoint to another.
///
/// ```
/// dealtrail/consistency@v1
/// old 1000
/// base64 of a hash, at most 63 lines
///
/// the new checkpoint
/// ```
public struct GrowthProof: Hashable, Sendable {
    /// The size of the log at the old checkpoint, which is not in the file: the verifier has it.
    public let oldSize: UInt64
    /// The hashes from which both roots follow.
    public let path: [Digest]
    /// The new checkpoint.
    public let checkpoint: SignedCheckpoint

    /// The first line of such a file.
    public static let header = "dealtrail/consistency@v1"

    /// Puts a file together from its parts.
    public init(oldSize: UInt64, path: [Digest], checkpoint: SignedCheckpoint) {
        self.oldSize = oldSize
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Reads a file.
    ///
    /// - Throws: ``FormatError`` with the line.
    /// - Complexity: O(*n*) in the length of the file.
    public init(_ bytes: some Collection<UInt8>) throws(FormatError) {
        var lines = try ProofLines(bytes, .consistency)
        try lines.expect(GrowthProof.header)
        oldSize = try lines.number(of: "old")
        path = try lines.hashes(atMost: 63)
        checkpoint = try lines.checkpoint()
    }

    /// The whole file.
    public var bytes: [UInt8] {
        var text = "\(GrowthProof.header)\nold \(oldSize)\n"
        for hash in path { text += hash.base64 + "\n" }
        return Array(text.utf8) + [0x0a] + checkpoint.bytes
    }

    /// Checks that the log of the old checkpoint is the beginning of that of the new one, and who says so.
    ///
    /// - Parameters:
    ///   - known: The checkpoint that the verifier kept. Its signatures are judged too.
    ///   - policy: Whom the verifier trusts.
    /// - Returns: Whose signatures the new checkpoint has.
    /// - Throws: ``TrustError``: also `rolledBack` when the new checkpoint is the smaller one, `forked` when both have one
    ///   size and different roots, `mismatch` when the proof starts from another size; ``ProofError``.
    public func verify(known: SignedCheckpoint, _ policy: TrustPolicy) throws -> TrustVerdict {
        let old = try policy.evaluate(known).checkpoint
        let verdict = try policy.evaluate(checkpoint)
        let new = verdict.checkpoint
        guard old.origin.utf8.elementsEqual(new.origin.utf8) else {
            throw TrustError(.otherOrigin, "the known checkpoint is of \(old.origin), the new one of \(new.origin)")
        }
        guard old.size <= new.size else {
            throw TrustError(.rolledBack, "it had \(old.size) events at the known checkpoint, and has \(new.size) now")
        }
        guard oldSize == old.size else {
            throw TrustError(
                .mismatch, "the proof starts from size \(oldSize), the known checkpoint has size \(old.size)")
        }
        if old.size == new.size, old.root != new.root {
            throw TrustError(.forked, "of \(old.size) events there are two roots, \(old.root) and \(new.root)")
        }
        try ConsistencyProof(oldSize: oldSize, newSize: new.size, path: path)
            .verify(oldRoot: old.root, newRoot: new.root)
        return verdict
    }
}
