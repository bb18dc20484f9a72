internal import DealtrailModel

/// Turns field names and values into events of the catalogue, and says what does not fit.
struct EventMaker {
    /// One way to fill an event: its kind and the fields that are there.
    private struct Shape: Hashable {
        let kind: EventKind
        let fields: [String]
    }

    let catalog: Catalog
    /// The shapes that were checked, with what is wrong with them.
    private var shapes: [Shape: String?] = [:]

    init(catalog: Catalog) {
        self.catalog = catalog
    }

    /// An event with the stream and tags that it names itself, unless told otherwise.
    mutating func event(
        _ kind: EventKind, fields: [CBORKey: CBORValue], stream: StreamName?, tags: [Tag]
    ) throws(RowProblem) -> (NewEvent, (any Event)?) {
        guard let entry = catalog.events[kind] else {
            guard let stream else { throw RowProblem("\(kind) is not in the catalogue, so it needs a stream") }
            let payload = CBORValue.map(fields).canonical
            do throws(CBORError) {
                _ = try CBORValue(canonical: payload)
            } catch {
                throw RowProblem("\(kind): \(error)")
            }
            return (NewEvent(kind: kind, stream: stream, tags: tags, payload: payload), nil)
        }
        do {
            let event = try entry.event(json: try CBORValue.map(fields).json())
            if let reason = unknownFields(of: event, kind: kind, fields: fields) { throw RowProblem(reason) }
            return (try Self.encode(event, stream: stream, tags: tags), event)
        } catch let problem as RowProblem {
            throw problem
        } catch let error as DecodingError {
            throw RowProblem("\(kind): \(Self.reason(error))")
        } catch {
            throw RowProblem("\(kind): \(error)")
        }
    }

    private static func encode<Payload: Event>(
        _ event: Payload, stream: StreamName?, tags: [Tag]
    ) throws -> NewEvent {
        NewEvent(
            kind: Payload.kind, version: Payload.version, stream: stream ?? event.stream, tags: event.tags + tags,
            payload: try CBOREncoder().encode(event))
    }

    /// A decoder passes over names that it does not know, so a misspelt field would vanish; each shape is checked once.
    private mutating func unknownFields(of event: any Event, kind: EventKind, fields: [CBORKey: CBORValue]) -> String? {
        var paths: [String] = []
        Self.collect(.map(fields), "", into: &paths)
        let shape = Shape(kind: kind, fields: paths.sorted())
        if let known = shapes[shape] { return known }
        var reason: String?
        if let text = try? JSONText.encode(event), let echo = try? CBORValue(json: text) {
            var accepted: [String] = []
            Self.collect(echo, "", into: &accepted)
            let unknown = Set(paths).subtracting(accepted).sorted()
            if !unknown.isEmpty { reason = "\(kind) has no field \(unknown.joined(separator: ", "))" }
        }
        shapes[shape] = .some(reason)
        return reason
    }

    private static func collect(_ value: CBORValue, _ path: String, into paths: inout [String]) {
        switch value {
        case .map(let pairs):
            for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
                let name = path.isEmpty ? key.description : "\(path).\(key)"
                paths.append(name)
                collect(value, name, into: &paths)
            }
        case .array(let items): for item in items { collect(item, path, into: &paths) }
        default: break
        }
    }

    /// What a decoder found, in one line.
    static func reason(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            let names = (context.codingPath + (last.map { [$0] } ?? [])).map(\.stringValue)
            return names.isEmpty ? "" : "\(names.joined(separator: ".")): "
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context, key))the field is missing"
        case .valueNotFound(_, let context): return "\(path(context))the field is missing"
        case .typeMismatch(let type, let context):
            return "\(path(context))expected \(type); \(context.debugDescription)"
        case .dataCorrupted(let context): return "\(path(context))\(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }
}
