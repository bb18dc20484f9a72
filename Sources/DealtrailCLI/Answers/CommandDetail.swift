import Dealtrail
import DealtrailReports

/// The command that an event embeds: what the client asked for, and what its author would sign.
struct CommandDetail: Encodable {
    let origin: String
    let id: CommandID
    let kind: EventKind
    let version: UInt32
    let author: EventEnvelope.Actor
    let occurredAt: String?
    let arguments: CBORValue
    /// SHA-256 of its canonical bytes.
    let digest: ContentDigest

    /// `nil` for bytes that are no command.
    init?(_ bytes: [UInt8], catalog: Catalog) {
        guard let record = try? CommandRecord(canonical: bytes) else { return nil }
        origin = record.origin
        id = record.id
        kind = record.kind
        version = record.version
        author = EventEnvelope.Actor(record.author)
        occurredAt = record.occurredAt?.time?.description
        digest = ContentDigest(of: bytes)
        guard let arguments = try? CBORValue(json: catalog.json(of: record)) else { return nil }
        self.arguments = arguments
    }

    /// For the text form.
    var facts: [ReportDocument.Fact] {
        var facts: [ReportDocument.Fact] = [
            .init("Kind", "\(kind), version \(version)"), .init("Identifier", id.rawValue),
            .init("Asked by", "\(author.id) (\(author.kind))"), .init("For trail", origin),
            .init("SHA-256", digest.description),
        ]
        if let occurredAt { facts.append(.init("Stated time", occurredAt)) }
        return facts + PayloadText(arguments).fields.map { .init("  \($0.name)", $0.value) }
    }
}
