import DealtrailModel

/// Which rules were published, and from when each holds.
struct RulesHistory: Sendable {
    private struct Publication: Sendable {
        let start: Timestamp
        let digest: ContentDigest
    }

    /// By position.
    private var publications: [Publication] = []

    /// Notes a publication.
    ///
    /// - Throws: `CBORError` when its payload does not read, ``EngineError`` when it names no rules.
    mutating func publish(_ event: borrowing EventView, from source: RulesSource) throws {
        let item = try event.fields.item(source.digestField)
        guard !item.isEmpty else {
            throw EngineError(.rulesUnavailable, "the event at position \(event.position) names no rules")
        }
        var field = CBORReader(item)
        let bytes = try field.readByteString().array()
        guard let digest = ContentDigest(bytes: bytes) else {
            throw EngineError(.rulesUnavailable, "the digest at position \(event.position) has \(bytes.count) bytes")
        }
        var start = event.recordedAt
        if let number = source.effectiveField, let effective = try event.fields.integer(number) {
            // Rules never hold before they are known: what was decided earlier was decided without them.
            start = max(start, Timestamp(nanoseconds: effective))
        }
        publications.append(Publication(start: start, digest: digest))
    }

    /// The rules in force at an instant: those that began last, of two at once the later published.
    func digest(at now: Timestamp) -> ContentDigest? {
        var found: Publication?
        for publication in publications where publication.start <= now {
            if let current = found, publication.start < current.start { continue }
            found = publication
        }
        return found?.digest
    }
}
