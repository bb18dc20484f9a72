internal import DealtrailModel

/// An event that a row has led to, before it is appended.
struct DraftEvent: Sendable {
    let key: String
    let commandID: CommandID
    let author: Author
    let occurredAt: OccurredAt
    let correlation: CorrelationID?
    /// Kind, stream, tags and payload.
    let event: NewEvent
    /// The typed event; `nil` for a kind that the catalogue does not have.
    let typed: (any Event)?
    let place: RowPlace

    /// The command identifier of a key: `import:MAPPING:KEY`, or a digest where that is no valid name.
    static func commandID(mapping: String, key: String) -> CommandID {
        let plain = CommandID("import:\(mapping):\(key)")
        if plain.isValid { return plain }
        return CommandID("import:\(mapping):sha256:\(ContentDigest(of: Array(key.utf8)))")
    }

    /// The order of events in time: unknown times come first, as in folds.
    var order: Int64 { occurredAt.time?.instant.nanoseconds ?? .min }

    /// The request for the log, caused by the event that says that the import began.
    func request(origin: String, cause: EventID?, provenance: Provenance) -> AppendRequest {
        var event = event
        event.occurredAt = occurredAt
        event.provenance = provenance
        return AppendRequest(
            [event], by: author, id: commandID, occurredAt: occurredAt, correlation: correlation, causation: cause,
            command: command(origin: origin))
    }

    /// The canonical command, with which a repetition is compared (`docs/format.md`, "Commands").
    ///
    /// Its argument is the digest of the fact alone: the same row in a longer file, or imported by somebody else, is the
    /// same fact.
    private func command(origin: String) -> [UInt8] {
        let fact = CBORValue.array([
            .text(event.kind.rawValue), .unsigned(UInt64(event.version)), .text(event.stream.rawValue),
            .array(event.tags.map { .text($0.rawValue) }), .bytes(event.payload),
        ])
        var names: [CBORKey: CBORValue] = [
            .number(1): .text(author.id.rawValue), .number(2): .unsigned(UInt64(author.kind.rawValue)),
            .number(4): .text(author.channel.rawValue),
        ]
        names[.number(3)] = author.onBehalfOf.map { .text($0.rawValue) }
        names[.number(5)] = author.device.map(CBORValue.text)
        let time: CBORValue =
            occurredAt.time.map { .array([.integer($0.instant.nanoseconds), .integer(Int64($0.offsetMinutes))]) } ?? .null
        return CBORValue.map([
            .number(1): .text(origin), .number(2): .text(commandID.rawValue), .number(3): .map(names), .number(4): time,
            .number(5): .text("import.record"), .number(6): .unsigned(1),
            .number(7): .map([.number(1): .bytes(ContentDigest(of: fact.canonical).bytes)]),
        ]).canonical
    }
}

extension CBORValue {
    /// An integer of either sign.
    static func integer(_ value: Int64) -> CBORValue {
        value < 0 ? .negative(UInt64(bitPattern: ~value)) : .unsigned(UInt64(value))
    }
}
