/// Every event and command that a build knows; a host service adds its own to ours with `+`.
///
/// Events of other kinds are kept and shown, never dropped; they are only not decoded.
public struct Catalog: Sendable {
    /// The events, by kind.
    public let events: [EventKind: EventEntry]
    /// The commands, by kind.
    public let commands: [EventKind: any Command.Type]
    private let duplicates: [EventKind]

    /// Creates a catalogue; ``validate()`` tells what is wrong with it.
    public init(events: [any Event.Type], commands: [any Command.Type] = []) {
        let entries = events.map(EventEntry.init)
        self.init(entries: entries, commands: commands, duplicates: [])
    }

    private init(entries: [EventEntry], commands: [any Command.Type], duplicates known: [EventKind]) {
        events = Dictionary(entries.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
        self.commands = Dictionary(commands.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
        // Events and commands have names of their own: `account.split` may be both.
        let twice = [entries.map(\.kind), commands.map { $0.kind }].flatMap { names in
            Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys
        }
        duplicates = Set(twice + known).sorted()
    }

    /// Both catalogues together.
    public static func + (left: Catalog, right: Catalog) -> Catalog {
        Catalog(
            entries: Array(left.events.values) + Array(right.events.values),
            commands: Array(left.commands.values) + Array(right.commands.values),
            duplicates: left.duplicates + right.duplicates)
    }

    /// Checks that names are valid and used once, and that upcasters leave no gap.
    ///
    /// Called when a trail is opened.
    ///
    /// - Throws: ``CatalogError`` with the kind and what is wrong with it.
    public func validate() throws(CatalogError) {
        if let kind = duplicates.first { throw CatalogError(kind: kind, detail: "the name is used twice") }
        if let kind = commands.keys.sorted().first(where: { !$0.isValid }) {
            throw CatalogError(kind: kind, detail: "not a valid name")
        }
        for entry in events.values.sorted(by: { $0.kind < $1.kind }) {
            guard entry.kind.isValid else { throw CatalogError(kind: entry.kind, detail: "not a valid name") }
            let steps = entry.upcasters.map(\.from).sorted()
            guard entry.version >= 1, steps == Array(1..<entry.version) else {
                throw CatalogError(
                    kind: entry.kind,
                    detail: "version \(entry.version) needs one upcaster from each earlier version, found \(steps)")
            }
        }
    }

    /// The payload of an event as JSON: with field names when the kind is known, with field numbers otherwise.
    ///
    /// - Throws: `EventError` or `CBORError` when the payload does not read.
    public func json(of event: RecordedEvent) throws -> String {
        if let entry = events[event.kind], event.version <= entry.version { return try entry.json(event) }
        return try CBORValue(canonical: event.payload).json()
    }

    /// The arguments of a command as JSON: with field names when the kind is known and they read, with field numbers
    /// otherwise.
    ///
    /// - Throws: `CBORError` when they are no canonical CBOR.
    public func json(of command: CommandRecord) throws -> String {
        func named<Request: Command>(_ type: Request.Type) throws -> String {
            try JSONText.encode(CBORDecoder().decode(type, from: command.arguments))
        }
        if let type = commands[command.kind], let text = try? named(type) { return text }
        return try CBORValue(canonical: command.arguments).json()
    }

    /// The same of a payload that this build has made, and nobody has recorded.
    ///
    /// - Throws: `EventError` or `CBORError` when the payload does not read.
    public func json(of payload: [UInt8], kind: EventKind) throws -> String {
        if let entry = events[kind] { return try entry.payloadJSON(payload) }
        return try CBORValue(canonical: payload).json()
    }
}

/// What is wrong with a catalogue.
public struct CatalogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind that is declared wrongly.
    public let kind: EventKind
    /// What is wrong.
    public let detail: String

    /// One line.
    public var description: String { "the catalogue's entry \(kind): \(detail)" }
}
