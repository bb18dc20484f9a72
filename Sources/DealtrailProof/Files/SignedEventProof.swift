/// The proof file of an event that its author signed: the event, and all that the log says of its author's keys
/// (`docs/proof.md`, "Signed events").
///
/// ```
/// dealtrail/signed-event@v1
/// signed POSITION BASE64
/// path BASE64 BASE64 ...
/// first POSITION BASE64
/// path BASE64 BASE64 ...
/// the history of the author's stream, from its line "stream" on
/// ```
public struct SignedEventProof: Hashable, Sendable {
    /// The event.
    public let event: ProvedLeaf
    /// The first event of its append, which has the command and the signature; `nil` when that is the event itself.
    public let first: ProvedLeaf?
    /// All events of the author's stream, which register, rotate and revoke his keys; its checkpoint is that of the file.
    public let keys: HistoryProof

    /// The checkpoint.
    public var checkpoint: SignedCheckpoint { keys.checkpoint }

    /// The first line of such a file.
    public static let header = "dealtrail/signed-event@v1"

    /// Puts a file together from its parts.
    public init(event: ProvedLeaf, first: ProvedLeaf?, keys: HistoryProof) {
        self.event = event
        self.first = first
        self.keys = keys
    }

    /// Reads a file.
    ///
    /// - Throws: ``FormatError`` with the line.
    /// - Complexity: O(*n*) in the length of the file.
    public init(_ bytes: some Collection<UInt8>) throws(FormatError) {
        var lines = try ProofLines(bytes, .proof)
        try lines.expect(SignedEventProof.header)
        let signed = try lines.required("signed")
        event = try ProvedLeaf(signed, &lines)
        if let leading = try lines.value(of: "first") {
            first = try ProvedLeaf(leading, &lines)
        } else {
            first = nil
        }
        keys = try HistoryProof(&lines)
    }

    /// The whole file.
    ///
    /// - Complexity: O(*n*) in its length.
    public var bytes: [UInt8] {
        var text = "\(SignedEventProof.header)\nsigned \(event.text)"
        if let first { text += "first \(first.text)" }
        return Array(text.utf8) + keys.body
    }
}
