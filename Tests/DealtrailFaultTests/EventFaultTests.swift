import DealtrailImport
import DealtrailLog
import DealtrailModel
import Foundation
import Testing

@Suite("Events that are not as they should be")
struct EventFaultTests {
    let scratch = Scratch()

    @Test("No event without an author: in the log, in an import, in the tool")
    func author() async throws {
        let log = try scratch.create()
        for author in [Author(""), Author("a\u{1}b")] {
            let request = AppendRequest([.sample("thing:1")], by: author, id: "c-1")
            let error = await #expect(throws: AppendError.self) { try await log.append(request) }
            #expect(error?.code == .noAuthor || error?.code == .invalidName, "\(error?.description ?? "")")
        }
        let line = #"{"specversion":"1.0","id":"c-1","type":"visit.noted","source":"x","subject":"visit:1","data":{}}"#
        var reader = CloudEventsReader()
        let error = #expect(throws: CloudEventsError.self) { try reader.request(line: Array(line.utf8), number: 7) }
        #expect(error?.description.contains("author") == true && error?.line == 7)
        #expect(try log.head().size == 0)
        try await log.close()
        let (end, lines) = try Child.tool("append", "--trail", scratch.trail, input: line + "\n")
        #expect(end == .status(1) && lines.joined().contains("author"), "\(lines)")
        try expectSound(scratch.trail, events: 0)
    }

    @Test("A kind that nobody knows, and a version from the future, are kept and shown")
    func unknown() async throws {
        let log = try scratch.create()
        _ = try await log.append(
            .sample(
                "c-1",
                [
                    .sample("probe:1", kind: "moonbase.landed", value: 42),
                    .sample("quote:1", kind: "quote.created", version: 60_000, value: 43),
                ]))
        let events = try log.events()
        #expect(events.map(\.kind.rawValue) == ["moonbase.landed", "quote.created"])
        #expect(events.map(\.version) == [1, 60_000])
        try await log.close()
        let (end, lines) = try Child.tool("log", "--trail", scratch.trail, "--json")
        #expect(end == .status(0))
        #expect(lines.count == 2 && lines[0].contains("moonbase.landed") && lines[0].contains("42"), "\(lines)")
        #expect(lines.last?.contains("quote.created") == true && lines.last?.contains("43") == true, "\(lines)")
        let (shown, text) = try Child.tool("show", "--trail", scratch.trail, "1")
        #expect(shown == .status(0) && text.joined().contains("quote.created"), "\(text)")
        try expectSound(scratch.trail, events: 2)
    }

    @Test("A clock that was set back or far ahead is refused, and the next right one goes on")
    func clock() async throws {
        let clock = SetClock()
        let log = try scratch.create(.fault(clock: clock))
        let first = try await log.append(.sample("c-1", [.sample("thing:1")]))
        clock.move(seconds: -299)
        #expect(try await log.append(.sample("c-2", [.sample("thing:1")])).recordedAt == first.recordedAt)
        for seconds in [-3_600, 20 * 366 * 86_400, 300 * 366 * 86_400, -400 * 366 * 86_400] as [Int64] {
            clock.move(seconds: seconds)
            let error = await #expect(throws: AppendError.self) {
                try await log.append(.sample("c-3", [.sample("thing:1")]))
            }
            #expect(error?.code == .clock && error?.description.contains("set the clock") == true)
            clock.move(seconds: -seconds)
        }
        #expect(try log.head().size == 2)
        clock.move(seconds: 600)
        _ = try await log.append(.sample("c-3", [.sample("thing:1")]))
        // With a wrong clock a known command is still answered with its receipt, or refused; never taken twice.
        clock.move(seconds: -3_600)
        _ = try? await log.append(.sample("c-3", [.sample("thing:1")]))
        #expect(try log.head().size == 3)
        try await log.close()
        try expectSound(scratch.trail, events: 3)
    }
}
