import Dealtrail
import DealtrailReports

/// One event in full.
struct EventDetail: Report {
    static let reportName = "event"

    let stamp: AnswerStamp
    let event: EventEnvelope
    let payload: CBORValue
    let command: CommandDetail?
    let signature: Signature?
    let hashes: Hashes
    /// The canonical bytes in hexadecimal digits, when asked for.
    let canonical: String?

    /// The author's signature of the command.
    struct Signature: Encodable {
        let key: AuthorPublicKey
        /// Hexadecimal digits.
        let signature: String
    }

    /// What an auditor compares.
    struct Hashes: Encodable {
        /// SHA-256 of a zero byte and the canonical event: the leaf of the hash tree (RFC 6962).
        let leaf: ContentDigest
        /// SHA-256 of the canonical event.
        let canonical: ContentDigest
        /// How many bytes the canonical event has.
        let bytes: Int
    }

    init(_ event: RecordedEvent, catalog: Catalog, stamp: AnswerStamp, withCanonical: Bool) {
        self.stamp = stamp
        self.event = EventEnvelope(event)
        // A payload that does not fit its kind is shown as it lies there; bytes that are no CBOR, as bytes.
        payload =
            (try? CBORValue(json: catalog.json(of: event))) ?? (try? CBORValue(canonical: event.payload))
            ?? .bytes(event.payload)
        command = event.command.flatMap { CommandDetail($0, catalog: catalog) }
        signature = event.signature.map { Signature(key: $0.key, signature: $0.hex) }
        hashes = Hashes(
            leaf: ContentDigest(of: [0] + event.canonical), canonical: ContentDigest(of: event.canonical),
            bytes: event.canonical.count)
        canonical =
            withCanonical
            ? event.canonical.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() : nil
    }

    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        var sections = [
            ReportDocument.Section("Payload", facts: PayloadText(payload).fields.map { .init($0.name, $0.value) })
        ]
        if let command {
            let signed = signature.map { [ReportDocument.Fact("Signed with", $0.key.description)] } ?? []
            sections.append(.init("Command", facts: command.facts + signed))
        }
        sections.append(
            .init(
                "Hashes",
                facts: [
                    .init("Leaf", "\(hashes.leaf)"), .init("Canonical", "\(hashes.canonical)"),
                    .init("Bytes", String(hashes.bytes)),
                ]))
        if let canonical { sections.append(.init("Canonical event", notes: [canonical])) }
        return ReportDocument("Event \(event.position): \(event.kind)", facts: event.facts, sections: sections)
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case event
        case payload
        case command
        case signature
        case hashes
        case canonical
    }
}
