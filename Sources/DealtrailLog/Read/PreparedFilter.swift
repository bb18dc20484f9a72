import DealtrailModel

/// A filter with the hashes of a trail at hand.
struct PreparedFilter {
    let filter: EventFilter
    let query: PreparedQuery
    let stream: UInt64?
    let author: UInt64?
    let command: UInt64?
    /// A correlation that equals its command has no hash of its own in a record.
    let correlation: (own: UInt64, asCommand: UInt64)?

    init(_ filter: EventFilter, hasher: NameHasher) {
        self.filter = filter
        query = PreparedQuery(filter.query, hasher: hasher)
        stream = filter.stream.map { hasher.hash($0.rawValue, as: .stream) }
        author = filter.author.map { hasher.hash($0.rawValue, as: .author) }
        command = filter.command.map { hasher.hash($0.rawValue, as: .command) }
        correlation = filter.correlation.map {
            (hasher.hash($0.rawValue, as: .correlation), hasher.hash($0.rawValue, as: .command))
        }
    }

    /// Whether an event passes: by its header first, then by text.
    func matches(_ event: borrowing EventView) throws -> Bool {
        if let stream, event.streamHash != stream { return false }
        if let author, event.authorHash != author { return false }
        if let command, event.commandHash != command { return false }
        if let correlation {
            let own = event.correlationHash
            guard own == correlation.own || own == 0 && event.commandHash == correlation.asCommand else { return false }
        }
        if let from = filter.recordedFrom, event.recordedAt < from { return false }
        if let to = filter.recordedTo, event.recordedAt > to { return false }
        guard try query.matches(event) else { return false }
        if let stream = filter.stream, try event.stream != stream { return false }
        if let author = filter.author, try event.author.id != author { return false }
        if filter.command != nil || filter.correlation != nil {
            let recorded = try event.recorded()
            if let command = filter.command, recorded.commandID != command { return false }
            if let correlation = filter.correlation, recorded.correlation != correlation { return false }
        }
        return true
    }
}
