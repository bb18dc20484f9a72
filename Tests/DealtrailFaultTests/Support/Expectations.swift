import DealtrailLog
import DealtrailModel
import Testing

/// Expects a failure of the log of one kind, whose text says what is meant.
@discardableResult
func expectFailure(
    _ code: LogError.Code, saying part: String = "", sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) -> LogError? {
    do {
        try body()
        Issue.record("no failure, expected \(code)", sourceLocation: sourceLocation)
    } catch let error as LogError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        #expect(part.isEmpty || error.description.contains(part), "\(error)", sourceLocation: sourceLocation)
        return error
    } catch {
        Issue.record("another failure, expected \(code): \(error)", sourceLocation: sourceLocation)
    }
    return nil
}

/// Expects that a trail is sound, and that its streams have gap-free revisions and its index answers like a scan.
func expectSound(_ directory: String, events: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let report = try TrailVerifier(directory: directory).verify()
    #expect(report.isSound, "\(report.problems.prefix(5))", sourceLocation: sourceLocation)
    if let events { #expect(report.events == UInt64(events), sourceLocation: sourceLocation) }
}

/// Expects that the index finds in every stream and under every tag what a scan of everything finds.
func expectIndexed(_ log: TrailLog, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let all = try log.events()
    let streams = Dictionary(grouping: all, by: \.stream)
    for (stream, expected) in streams.sorted(by: { $0.key.rawValue < $1.key.rawValue }).prefix(40) {
        let found = try log.events(.stream(stream))
        #expect(found.map(\.position) == expected.map(\.position), "\(stream)", sourceLocation: sourceLocation)
        #expect(
            found.map(\.revision) == Array(0..<UInt64(found.count)), "\(stream)", sourceLocation: sourceLocation)
    }
    for number in 0..<11 {
        let tag = Tag("account", "\(number)")
        #expect(
            try log.events(.tag(tag)).map(\.position) == all.filter { $0.tags.contains(tag) }.map(\.position),
            "\(tag)", sourceLocation: sourceLocation)
    }
}
