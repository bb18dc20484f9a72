import DealtrailLog
import DealtrailModel

/// Verifies a trail, then reads all of it in every way: by position, backwards, and through the index.
///
/// In this order, and told at once, so that a file that makes the reading crash has been judged before.
struct Probe {
    let directory: String

    func run() async {
        do {
            let report = try TrailVerifier(directory: directory).verify()
            let first = report.problems.first.map { "\($0.check) \($0.detail)" } ?? ""
            Line.write("verify \(report.isSound ? "sound" : "reported") \(report.problemCount) \(first)")
        } catch {
            Line.write("verify reported 0 \(Line.code(error)) \(error)")
        }
        do {
            Line.write("dump \(try await digest())")
        } catch {
            Line.write("dump \(Line.code(error)) \(error)")
        }
    }

    private func digest() async throws -> ContentDigest {
        let log = try TrailLog.open(at: directory)
        var bytes: [UInt8] = []
        func take(_ event: RecordedEvent) { bytes += event.canonical + Array("\(event.position)".utf8) }
        let events = try log.events()
        events.forEach(take)
        try log.events(direction: .backward).forEach(take)
        for stream in Set(events.map(\.stream)).sorted(by: { $0.rawValue < $1.rawValue }) {
            try log.events(.stream(stream)).forEach(take)
        }
        for number in 0..<11 { try log.events(.tag(Tag("account", "\(number)"))).forEach(take) }
        for event in events.prefix(200) { try log.events(EventFilter(command: event.commandID)).forEach(take) }
        bytes += Array("\(try log.head().root)".utf8)
        try await log.close()
        return ContentDigest(of: bytes)
    }
}
