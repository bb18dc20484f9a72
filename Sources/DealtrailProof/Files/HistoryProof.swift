/// The proof file of a whole stream: all its events, and that there are no others (`docs/format.md`, "Proof files").
///
/// The event `heads` commits to the map of stream heads as it was before that event. When it is the last event of the
/// checkpoint, the map says how far every stream had come at the checkpoint.
public struct HistoryProof: Hashable, Sendable {
    /// The name of the stream.
    public let stream: String
    /// Its events, revisions 0 to n; none for a stream that is proved not to exist.
    public let events: [ProvedLeaf]
    /// The event that commits to the map.
    public let heads: ProvedLeaf
    /// What the map says of the stream.
    public let map: StreamMapProof
    /// The checkpoint.
    public let checkpoint: SignedCheckpoint

    /// The first line of such a file.
    public static let header = "dealtrail/history@v1"

    /// Puts a file together from its parts.
    public init(
        stream: String, events: [ProvedLeaf], heads: ProvedLeaf, map: StreamMapProof, checkpoint: SignedCheckpoint
    ) {
        self.stream = stream
        self.events = events
        self.heads = heads
        self.map = map
        self.checkpoint = checkpoint
    }

    /// Reads a file.
    ///
    /// - Throws: ``FormatError`` with the line.
    /// - Complexity: O(*n*) in the length of the file.
    public init(_ bytes: some Collection<UInt8>) throws(FormatError) {
        var lines = try ProofLines(bytes, .history)
        try lines.expect(HistoryProof.header)
        try self.init(&lines)
    }

    /// Reads all that comes behind the first line.
    init(_ lines: inout ProofLines) throws(FormatError) {
        stream = try lines.required("stream")
        guard (1...255).contains(stream.utf8.count) else { throw lines.fault("a stream has a name of 1 to 255 bytes") }
        var events: [ProvedLeaf] = []
        while let first = try lines.value(of: "event") { events.append(try ProvedLeaf(first, &lines)) }
        self.events = events
        heads = try ProvedLeaf(try lines.required("heads"), &lines)
        let end: StreamMapProof.End =
            switch try lines.required("map") {
            case "present": .present
            case "vacant": .vacant
            case let text: try HistoryProof.other(text, lines)
            }
        map = StreamMapProof(end: end, path: try lines.hashLine("path", atMost: 256))
        guard try lines.next().isEmpty else { throw lines.fault("a blank line and the checkpoint belong here") }
        checkpoint = try lines.checkpoint()
    }

    /// The whole file.
    ///
    /// - Complexity: O(*n*) in its length.
    public var bytes: [UInt8] { Array("\(HistoryProof.header)\n".utf8) + body }

    /// All that comes behind the first line.
    var body: [UInt8] {
        var text = "stream \(stream)\n"
        for event in events { text += "event \(event.text)" }
        text += "heads \(heads.text)map "
        switch map.end {
        case .present: text += "present"
        case .vacant: text += "vacant"
        case .other(let key, let head): text += "other \(key.base64) \(head.nextRevision) \(head.leaf.base64)"
        }
        text += "\n"
        if !map.path.isEmpty { text += "path \(map.path.map(\.base64).joined(separator: " "))\n" }
        return Array(text.utf8) + [0x0a] + checkpoint.bytes
    }

    /// Checks the hashes: every event is in the log of the checkpoint, in the order of the file, and the map has the
    /// root that is given and ends at the last of the events.
    ///
    /// What the events say (their stream, their revisions, the root in the event of the heads) is for whoever can read
    /// them, and must be checked too.
    ///
    /// - Parameters:
    ///   - policy: Whom the verifier trusts.
    ///   - mapRoot: The root that the event of the heads states, read from its bytes.
    /// - Returns: Whose signatures the checkpoint has.
    /// - Throws: ``TrustError``, ``ProofError``.
    public func verify(_ policy: TrustPolicy, mapRoot: Digest) throws -> TrustVerdict {
        let verdict = try policy.evaluate(checkpoint)
        let checkpoint = verdict.checkpoint
        try heads.verify(in: checkpoint)
        guard heads.index == checkpoint.size - 1 else {
            throw TrustError(
                .incomplete,
                "the heads of the streams were committed at position \(heads.index), and the checkpoint "
                    + "has \(checkpoint.size) events: what came between is not covered")
        }
        var last: UInt64?
        for event in events {
            try event.verify(in: checkpoint)
            if let last, event.index <= last {
                throw TrustError(.incomplete, "position \(event.index) comes behind position \(last)")
            }
            last = event.index
        }
        let head = events.last.map { StreamHead(nextRevision: UInt64(events.count), leaf: TreeHasher.leaf($0.event)) }
        try map.verify(stream, is: head, root: mapRoot)
        return verdict
    }

    private static func other(_ text: String, _ lines: ProofLines) throws(FormatError) -> StreamMapProof.End {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 4, words[0] == "other" else {
            throw lines.fault("it is present, vacant, or other with a key, a revision and a leaf hash")
        }
        let head = StreamHead(nextRevision: try lines.parse(String(words[2])), leaf: try lines.hash(words[3]))
        return .other(key: try lines.hash(words[1]), head: head)
    }
}
