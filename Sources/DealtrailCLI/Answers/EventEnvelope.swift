import Dealtrail
import DealtrailReports

/// Everything about an event but its payload and its command.
struct EventEnvelope: Encodable {
    /// Who did it.
    struct Actor: Encodable {
        let id: ActorID
        let kind: String
        let onBehalfOf: ActorID?
        let channel: Channel
        let device: String?

        init(_ author: Author) {
            id = author.id
            kind = author.kind.description
            onBehalfOf = author.onBehalfOf
            channel = author.channel
            device = author.device
        }
    }

    /// Where it was imported from.
    struct Source: Encodable {
        let file: String
        let row: UInt64
        let digest: ContentDigest
    }

    let position: UInt64
    let id: EventID
    let kind: EventKind
    let version: UInt32
    let stream: StreamName
    let revision: UInt64
    let tags: [Tag]
    let author: Actor
    /// With the offset that was stated; absent when nobody recorded it.
    let occurredAt: String?
    let recordedAt: Timestamp
    let commandID: CommandID
    let index: UInt64
    let count: UInt64
    let correlation: CorrelationID
    let causation: EventID?
    let rules: ContentDigest?
    let imported: Source?

    init(_ event: RecordedEvent) {
        position = event.position
        id = event.id
        kind = event.kind
        version = event.version
        stream = event.stream
        revision = event.revision
        tags = event.tags
        author = Actor(event.author)
        occurredAt = event.occurredAt.time?.description
        recordedAt = event.recordedAt
        commandID = event.commandID
        index = event.index
        count = event.count
        correlation = event.correlation
        causation = event.causation
        rules = event.rules
        if case .imported(let file, let row, let digest) = event.provenance {
            imported = Source(file: file, row: row, digest: digest)
        } else {
            imported = nil
        }
    }

    /// For the text form.
    var facts: [ReportDocument.Fact] {
        var facts: [ReportDocument.Fact] = [
            .init("Position", String(position)), .init("Identifier", id.description),
            .init("Kind", "\(kind), version \(version)"), .init("Stream", "\(stream), revision \(revision)"),
            .init("Tags", tags.map(\.rawValue).joined(separator: ", ")),
            .init("Happened", occurredAt ?? "nobody recorded when"), .init("Recorded", recordedAt.description),
            .init("Author", "\(author.id) (\(author.kind)) through \(author.channel)"),
        ]
        if let behalf = author.onBehalfOf { facts.append(.init("On behalf of", behalf.rawValue)) }
        if let device = author.device { facts.append(.init("Device", device)) }
        facts.append(.init("Command", "\(commandID), event \(index + 1) of \(count)"))
        facts.append(.init("Correlation", correlation.rawValue))
        if let causation { facts.append(.init("Caused by", causation.description)) }
        if let rules { facts.append(.init("Rules", rules.description)) }
        facts.append(
            .init("Source", imported.map { "\($0.file), row \($0.row), SHA-256 \($0.digest)" } ?? "witnessed here"))
        return facts
    }
}
