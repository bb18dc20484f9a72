import DealtrailLog
import DealtrailModel

extension LogConformance {
    static let validation: [Check] = [
        Check("What cannot be stored is refused, and says why") { log in
            func one(_ event: NewEvent) -> AppendRequest { request("c-1", [LogConformance.event(), event]) }
            func payload(_ bytes: [UInt8]) -> AppendRequest {
                one(NewEvent(kind: "k", stream: "s", payload: bytes))
            }
            func edited(_ change: (inout AppendRequest) -> Void) -> AppendRequest {
                var edited = request("c-1")
                change(&edited)
                return edited
            }
            let tags = (0..<256).map { Tag("t:\($0)") }
            let large = CBORValue.map([.number(1): .bytes([UInt8](repeating: 0, count: 65_536))]).canonical
            let cases: [(String, AppendError.Code, AppendRequest)] = [
                ("no author", .noAuthor, edited { $0.author = Author("") }),
                ("a channel without a name", .invalidName, edited { $0.author = Author("a", channel: "") }),
                ("a command id without a name", .invalidName, edited { $0.commandID = "" }),
                ("a correlation without a name", .invalidName, edited { $0.correlation = "" }),
                ("no event", .empty, edited { $0.events = [] }),
                ("a stream without a name", .invalidName, one(event(""))),
                ("a kind without a name", .invalidName, one(event(kind: ""))),
                ("a tag with a control character", .invalidName, one(event(tags: ["a\n"]))),
                ("a name of 256 bytes", .invalidName, one(event(StreamName(String(repeating: "a", count: 256))))),
                ("a sibling that comes later", .invalidCause, one(event(cause: .sibling(2)))),
                ("a sibling that is itself", .invalidCause, one(event(cause: .sibling(1)))),
                ("a sibling before the first", .invalidCause, one(event(cause: .sibling(-1)))),
                ("a payload that is no map", .malformedPayload, payload([0x80])),
                ("an empty payload", .malformedPayload, payload([])),
                ("a payload with keys out of order", .malformedPayload, payload([0xa2, 0x02, 0x00, 0x01, 0x00])),
                ("a payload with floating point", .malformedPayload, payload([0xa1, 0x01, 0xf9, 0x3c, 0x00])),
                ("a payload with bytes behind it", .malformedPayload, payload([0xa0, 0xa0])),
                ("256 tags", .tooManyTags, one(event(tags: tags))),
                ("an event of more than 65,535 bytes", .eventTooLarge, payload(large)),
            ]
            _ = try await log.append(request("c-0"))
            for (what, code, request) in cases { try await expectRefusal(code, of: request, by: log, what) }
            try expect(try await !log.append(request("c-1")).isReplay, "the id of a refused request counts as used")
        },
        Check("The largest that can be stored is stored and read back") { log in
            let tags = (0..<255).map { Tag("t:\($0)") }
            let bulk = CBORValue.map([.number(1): .bytes([UInt8](repeating: 7, count: 60_000))]).canonical
            let name = String(repeating: "n", count: 255)
            let largest = NewEvent(
                kind: EventKind(name), stream: StreamName(name), tags: tags + [], payload: bulk)
            _ = try await log.append(request(CommandID(name), [event(), largest]))
            guard let event = try log.event(at: 1) else { throw ConformanceFailure("no event at position 1") }
            try expect(event.payload == bulk, "the payload differs")
            try expect(event.tags.count, 255, "the count of tags")
            try expect(try log.events(.tag("t:254")).count, 1, "found by its last tag")
            try expect(try log.events(.stream(StreamName(name))).count, 1, "found by its stream")
            try expectSound(log)
        },
    ]
}
