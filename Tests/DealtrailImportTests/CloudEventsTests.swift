import DealtrailImport
import DealtrailLog
import DealtrailModel
import DealtrailSales
import Foundation
import Testing

struct CloudEventsTests {
    /// Whatever the domain records can be appended without a service; refusals, keys and sealed texts come from commands alone.
    @Test func `each kind of the catalogue comes in as a line`() throws {
        let folder = SharedData.package.appending(path: "Fixtures/events")
        for kind in Catalog.sales.events.keys.sorted() {
            let hex = try String(contentsOf: folder.appending(path: "\(kind)-v1.hex"), encoding: .utf8)
            let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
            let payload = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
            let data = try Catalog.sales.json(of: payload, kind: kind)
            let line = """
                {"specversion":"1.0","id":"c","source":"crm","type":"\(kind)","author":"rep:lin","data":\(data)}
                """
            var reader = CloudEventsReader()
            let read = try #require(reader.requests(lines: Array(line.utf8)).first).result.get()
            #expect(read.events.first?.payload == payload, "\(kind)")
        }
    }

    private func failure(_ line: String) -> String? {
        var reader = CloudEventsReader()
        guard case .failure(let error) = reader.requests(lines: Array(line.utf8)).first?.result else { return nil }
        return error.description
    }

    @Test func `a line becomes a typed event`() throws {
        let line = """
            {"specversion":"1.0","id":"c-1","source":"crm","type":"quote.line-price-changed","subject":"quote:Q-1",\
            "time":"2026-02-15T09:30:00+08:00","author":"rep:lin","onbehalfof":"manager:wu","tags":["deal:7"],\
            "data":{"quote":"Q-1","line":"L-1","old":{"amount":"5.00","currency":"CNY"}}}
            """
        var reader = CloudEventsReader(file: "e.jsonl", digest: ContentDigest(of: []))
        let request = try #require(reader.requests(lines: Array(line.utf8)).first).result.get()
        #expect(request.commandID == "c-1")
        #expect(request.author == Author("rep:lin", kind: .claimed, onBehalfOf: "manager:wu", channel: .import))
        let event = try #require(request.events.first)
        #expect(event.kind == QuoteLinePriceChanged.kind)
        #expect(event.tags == ["deal:7", "quote:Q-1"])
        #expect(event.occurredAt == .at(try #require(ZonedTime(rfc3339: "2026-02-15T09:30:00+08:00"))))
        #expect(event.provenance == .imported(file: "e.jsonl", row: 1, digest: ContentDigest(of: [])))
        let payload = try CBORDecoder().decode(QuoteLinePriceChanged.self, from: event.payload)
        #expect(payload.old == .cny("5.00"))
        #expect(payload.new == nil)
    }

    @Test(arguments: [
        (#"{"specversion":"1.0","id":"1","source":"s","type":"a.b","subject":"s"}"#, "line 1, \"author\""),
        (#"{"specversion":"1.0","id":"1","source":"s","type":"a.b","subject":"s","author":""}"#, "line 1, \"author\""),
        (
            #"{"specversion":"0.3","id":"1","source":"s","type":"a.b","subject":"s","author":"a"}"#,
            "line 1, \"specversion\""
        ),
        (#"{"specversion":"1.0","source":"s","type":"a.b","subject":"s","author":"a"}"#, "line 1, \"id\""),
        (#"{"specversion":"1.0","id":"1","source":"s","type":"a.b","author":"a"}"#, "line 1, \"subject\""),
        (
            #"{"specversion":"1.0","id":"1","source":"s","type":"a.b","subject":"s","author":"a","time":"x"}"#,
            "line 1, \"time\""
        ),
        (
            #"{"specversion":"1.0","id":"1","source":"s","type":"a.b","subject":"s","author":"a","data":[]}"#,
            "line 1, \"data\""
        ),
        (
            #"{"specversion":"1.0","id":"1","source":"s","type":"quote.created","author":"a","data":{}}"#,
            "line 1, \"data\": quote.created: quote: the field is missing"
        ),
        (
            #"{"specversion":"1.0","id":"1","source":"s","type":"quote.created","author":"a","dataversion":9,"data":{}}"#,
            "line 1, \"dataversion\""
        ),
        ("{", "line 1: "), ("[]", "line 1: "), ("\u{0}", "line 1: "),
    ])
    func `what is wrong has its line and attribute`(_ line: String, _ expected: String) {
        let found = failure(line)
        #expect(found?.hasPrefix(expected) == true, "\(found ?? "taken")")
    }

    @Test func `a deep payload is refused, not stored unreadable`() {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        let line =
            #"{"specversion":"1.0","id":"1","source":"s","type":"a.b","subject":"s","author":"a","data":{"x":"# + deep
            + "}}"
        #expect(failure(line)?.contains("tooDeep") == true)
    }

    @Test func `what the writer writes, the reader reads`() async throws {
        let log = MemoryEventLog()
        let payload = QuoteCreated(quote: "Q-1", account: "acme", currency: .cny)
        let custom = NewEvent(
            kind: "host.pinged", version: 3, stream: "host:1", tags: ["host:1", "a,b"],
            payload: CBORValue.map([.text("n"): .unsigned(5), .text("d"): .text("1.50")]).canonical)
        let author = Author("sys:erp", kind: .service, onBehalfOf: "rep:lin", channel: .import)
        let time = OccurredAt.at(try #require(ZonedTime(rfc3339: "2026-02-15T09:30:00.5+08:00")))
        let first = AppendRequest(
            [try NewEvent(payload)], by: author, id: "c-1", occurredAt: time, correlation: "deal-1")
        let second = AppendRequest([custom, custom], by: author, id: "c-2", occurredAt: .unknown)
        _ = await log.append([first, second])
        let writer = CloudEventsWriter(source: log.origin, catalog: .sales)
        let events = try log.events()
        let lines = try events.map { try writer.line($0) }.joined(separator: "\n")
        var reader = CloudEventsReader()
        let read = try reader.requests(lines: Array(lines.utf8)).map { try $0.result.get() }
        #expect(read.map(\.commandID) == ["c-1", "c-2/0", "c-2/1"])
        #expect(read.map(\.author) == [author, author, author])
        #expect(read[0].correlation == "deal-1")
        for (request, event) in zip(read, events) {
            #expect(request.events[0].kind == event.kind)
            #expect(request.events[0].version == event.version)
            #expect(request.events[0].stream == event.stream)
            #expect(request.events[0].tags == event.tags)
            #expect(request.events[0].payload == event.payload)
            #expect(request.events[0].occurredAt == event.occurredAt)
        }
    }
}
