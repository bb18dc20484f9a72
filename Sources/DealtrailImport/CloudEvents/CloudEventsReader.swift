public import DealtrailModel
public import DealtrailSales
internal import Foundation

/// Reads CloudEvents 1.0 in JSON, one event a line, as requests to append.
///
/// `type` is the kind, `id` the command identifier, `subject` the stream, `time` when it happened, `data` the payload by
/// field names. Extensions: `author` (mandatory), `authorkind`, `onbehalfof`, `tags`, `dataversion`, `correlation`. A kind
/// that the catalogue does not have is kept, with its field names as text keys.
public struct CloudEventsReader: Sendable {
    /// The largest line, in bytes: more than any event can hold.
    public static let maximumLineBytes = 1 << 20

    private let file: String?
    private let digest: ContentDigest?
    private var maker: EventMaker

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - catalog: The events whose field names are known.
    ///   - file: The name of the file that the lines come from, for their provenance.
    ///   - digest: The SHA-256 of that file; without both of them the events have no provenance.
    public init(catalog: Catalog = .sales, file: String? = nil, digest: ContentDigest? = nil) {
        maker = EventMaker(catalog: catalog)
        self.file = file
        self.digest = digest
    }

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - line: The JSON text, without its line ending.
    ///   - number: Its number, from 1.
    /// - Returns: A request with one event; `nil` for an empty line.
    /// - Throws: ``CloudEventsError`` with the line and the attribute. A line without an author is refused.
    /// - Complexity: O(bytes).
    public mutating func request(line: [UInt8], number: UInt64) throws(CloudEventsError) -> AppendRequest? {
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0d }) else { return nil }
        guard line.count <= Self.maximumLineBytes else {
            throw CloudEventsError(line: number, reason: "the line is longer than \(Self.maximumLineBytes) bytes")
        }
        guard String(validating: line, as: UTF8.self) != nil else {
            throw CloudEventsError(line: number, reason: "the line is not UTF-8")
        }
        let envelope: CloudEventEnvelope
        do {
            envelope = try JSONDecoder().decode(CloudEventEnvelope.self, from: Data(line))
        } catch let error as DecodingError {
            throw CloudEventsError(line: number, reason: EventMaker.reason(error))
        } catch {
            throw CloudEventsError(line: number, reason: "not JSON: \(error.localizedDescription)")
        }
        return try request(envelope, number)
    }

    /// Reads a whole file of lines.
    ///
    /// - Returns: For each line that is not empty its number and its request, or what is wrong with it.
    /// - Complexity: O(bytes).
    public mutating func requests(
        lines bytes: [UInt8]
    ) -> [(line: UInt64, result: Result<AppendRequest, CloudEventsError>)] {
        var results: [(line: UInt64, result: Result<AppendRequest, CloudEventsError>)] = []
        var number: UInt64 = 0
        for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
            number += 1
            do throws(CloudEventsError) {
                if let request = try request(line: Array(line), number: number) {
                    results.append((number, .success(request)))
                }
            } catch {
                results.append((number, .failure(error)))
            }
        }
        return results
    }

    private mutating func request(
        _ envelope: CloudEventEnvelope, _ number: UInt64
    ) throws(CloudEventsError) -> AppendRequest {
        guard envelope.specversion?.hasPrefix("1.") == true else {
            throw CloudEventsError(line: number, attribute: "specversion", reason: "expected 1.0")
        }
        let type = try required(envelope.type, "type", number)
        let id = try required(envelope.id, "id", number)
        _ = try required(envelope.source, "source", number)
        let author = try author(envelope, number)
        if let media = envelope.datacontenttype, !media.lowercased().hasPrefix("application/json") {
            throw CloudEventsError(line: number, attribute: "datacontenttype", reason: "expected application/json")
        }
        var occurredAt = OccurredAt.unknown
        if let text = envelope.time {
            guard let time = ZonedTime(rfc3339: text) else {
                throw CloudEventsError(line: number, attribute: "time", reason: "\"\(text)\" is not an RFC 3339 time")
            }
            occurredAt = .at(time)
        }
        let event = try event(EventKind(type), envelope, occurredAt, number)
        let request = AppendRequest(
            [event], by: author, id: CommandID(id), occurredAt: occurredAt,
            correlation: envelope.correlation.map { CorrelationID($0) })
        do throws(AppendError) {
            try request.validate()
        } catch {
            throw CloudEventsError(line: number, reason: error.description)
        }
        return request
    }

    private func author(_ envelope: CloudEventEnvelope, _ number: UInt64) throws(CloudEventsError) -> Author {
        let id = try required(envelope.author, "author", number)
        let kind: Author.Kind
        switch envelope.authorkind {
        // Whoever wrote the line may have authenticated somebody; this system has not.
        case nil, "claimed", "person": kind = .claimed
        case "service": kind = .service
        case "automation": kind = .automation
        case let other?:
            throw CloudEventsError(
                line: number, attribute: "authorkind",
                reason: "\"\(other)\" is none of claimed, person, service, automation")
        }
        return Author(ActorID(id), kind: kind, onBehalfOf: envelope.onbehalfof.map { ActorID($0) }, channel: .import)
    }

    private mutating func event(
        _ kind: EventKind, _ envelope: CloudEventEnvelope, _ occurredAt: OccurredAt, _ number: UInt64
    ) throws(CloudEventsError) -> NewEvent {
        guard case .map(let fields) = envelope.data ?? .map([:]) else {
            throw CloudEventsError(line: number, attribute: "data", reason: "expected an object with field names")
        }
        guard let version = UInt32(exactly: envelope.dataversion ?? 1), version >= 1 else {
            throw CloudEventsError(line: number, attribute: "dataversion", reason: "expected a whole number from 1")
        }
        let entry = maker.catalog.events[kind]
        if let entry, envelope.dataversion != nil, version != entry.version {
            throw CloudEventsError(
                line: number, attribute: "dataversion",
                reason: "field names of \(kind) are those of version \(entry.version)")
        }
        if entry == nil, envelope.subject == nil {
            throw CloudEventsError(
                line: number, attribute: "subject", reason: "\(kind) is not in the catalogue; name its stream")
        }
        do throws(RowProblem) {
            let (made, _) = try maker.event(
                kind, fields: fields, stream: envelope.subject.map { StreamName($0) },
                tags: (envelope.tags?.values ?? []).map { Tag($0) })
            var provenance = Provenance.witnessed
            if let file, let digest { provenance = .imported(file: file, row: number, digest: digest) }
            return NewEvent(
                kind: made.kind, version: entry == nil ? version : made.version, stream: made.stream, tags: made.tags,
                payload: made.payload, occurredAt: occurredAt, provenance: provenance)
        } catch {
            throw CloudEventsError(line: number, attribute: "data", reason: error.reason)
        }
    }

    private func required(_ text: String?, _ name: String, _ number: UInt64) throws(CloudEventsError) -> String {
        guard let text, !text.isEmpty else {
            throw CloudEventsError(line: number, attribute: name, reason: "it is missing, and an event needs it")
        }
        return text
    }
}
