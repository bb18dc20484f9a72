import DealtrailModel

/// Which rules were put in force, and from when until when each holds.
struct RulesHistory: Sendable {
    private struct Span: Sendable {
        let start: Timestamp
        /// When it ends, whatever else holds; `nil` for never.
        var end: Timestamp?
        let digest: ContentDigest
    }

    /// By position.
    private var spans: [Span] = []

    /// Notes an event that publishes, activates or retires rules.
    ///
    /// - Throws: `CBORError` when its payload does not read, ``EngineError`` when it names no rules.
    mutating func note(_ event: borrowing EventView, from source: RulesSource) throws {
        let item = try event.fields.item(source.digestField)
        guard !item.isEmpty else {
            throw EngineError(.rulesUnavailable, "the event at position \(event.position) names no rules")
        }
        var field = CBORReader(item)
        let bytes = try field.readByteString().array()
        guard let digest = ContentDigest(bytes: bytes) else {
            throw EngineError(.rulesUnavailable, "the digest at position \(event.position) has \(bytes.count) bytes")
        }
        var time = event.recordedAt
        if let number = source.effectiveField, let effective = try event.fields.integer(number) {
            // Nothing begins or ends before it is known: what was decided earlier was decided without it.
            time = max(time, Timestamp(nanoseconds: effective))
        }
        let kind = try event.kind
        if kind == source.retirementKind {
            for index in spans.indices where spans[index].digest == digest {
                spans[index].end = min(spans[index].end ?? time, time)
            }
            return
        }
        if kind == source.kind, let number = source.awaitingField, try event.fields.bool(number) == true { return }
        spans.append(Span(start: time, end: nil, digest: digest))
    }

    /// The rules in force at an instant: of those that have begun and not ended those that began last, of two at once the
    /// later recorded.
    func digest(at now: Timestamp) -> ContentDigest? {
        var found: Span?
        for span in spans where span.start <= now {
            if let end = span.end, end <= now { continue }
            if let current = found, span.start < current.start { continue }
            found = span
        }
        return found?.digest
    }
}
