/// What a full check of a record looks at; a read is content with the checksums.
extension EventView {
    /// Compares every field of the scan header with the canonical event that it was derived from.
    ///
    /// - Throws: ``EventError`` (`corrupted`), naming the field.
    /// - Complexity: O(canonical event).
    public func checkHeader(against event: RecordedEvent, hasher: NameHasher) throws(EventError) {
        func expect(_ holds: Bool, _ field: String) throws(EventError) {
            guard holds else {
                throw EventError(.corrupted, position: position, "the header's \(field) differs from the event")
            }
        }
        try expect(kindHash == NameHasher.hash(event.kind), "kind")
        try expect(streamHash == hasher.hash(event.stream.rawValue, as: .stream), "stream")
        try expect(authorHash == hasher.hash(event.author.id.rawValue, as: .author), "author")
        try expect(revision == event.revision, "revision")
        try expect(recordedAt == event.recordedAt, "recorded time")
        try expect(occurredOrder == RecordLayout.order(of: event.occurredAt.time), "occurred time")
        try expect(version == UInt32(UInt16(clamping: event.version)), "version")
        try expect(idHash == hasher.hash(event.id), "identifier")
        try expect(commandHash == hasher.hash(event.commandID.rawValue, as: .command), "command")
        let correlation =
            event.correlation.rawValue.hasSameBytes(as: event.commandID.rawValue)
            ? 0 : hasher.hash(event.correlation.rawValue, as: .correlation)
        try expect(correlationHash == correlation, "correlation")
        try expect(payload.elementsEqual(event.payload.rawSpan), "place of the payload")
        try expect(tagCount == event.tags.count, "count of tags")
        for (index, tag) in event.tags.enumerated() {
            try expect(tagHash(index) == hasher.hash(tag.rawValue, as: .tag), "tag \(index)")
        }
        try expect(zip(event.tags, event.tags.dropFirst()).allSatisfy { $0 < $1 }, "order of tags")
    }
}
