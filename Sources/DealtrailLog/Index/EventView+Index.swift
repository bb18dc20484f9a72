import DealtrailModel

extension EventView {
    /// The hashes under which the index finds the event: stream, kind, author, command, correlation and tags.
    ///
    /// Identifiers are not among them: a UUID version 7 carries its millisecond, by which the log is searched.
    func forEachIndexedHash(_ body: (UInt64) -> Void) {
        body(streamHash)
        body(kindHash)
        body(authorHash)
        body(commandHash)
        if correlationHash != 0 { body(correlationHash) }
        for index in 0..<tagCount { body(tagHash(index)) }
    }
}
