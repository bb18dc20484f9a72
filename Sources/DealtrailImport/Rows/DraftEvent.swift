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
    ///
    /// It carries no command: nobody decided anything here. The log so compares a repetition by its facts, without cause
    /// and provenance: the same row in a longer file, or imported by somebody else, is the same fact.
    func request(cause: EventID?, provenance: Provenance) -> AppendRequest {
        var event = event
        event.occurredAt = occurredAt
        event.provenance = provenance
        return AppendRequest(
            [event], by: author, id: commandID, occurredAt: occurredAt, correlation: correlation, causation: cause)
    }
}

extension CBORValue {
    /// An integer of either sign.
    static func integer(_ value: Int64) -> CBORValue {
        value < 0 ? .negative(UInt64(bitPattern: ~value)) : .unsigned(UInt64(value))
    }
}
