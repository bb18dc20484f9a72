import DealtrailModel
import Testing

@Suite("Append requests")
struct AppendRequestTests {
    private let event = NewEvent(kind: "k", stream: "s", payload: [0xa0])

    private func request(_ change: (inout AppendRequest) -> Void) -> AppendRequest {
        var request = AppendRequest([event], by: Author("a"), id: "c")
        change(&request)
        return request
    }

    @Test("A plain request is taken; its correlation is its command")
    func plain() {
        let plain = request { _ in }
        #expect(refusal(of: plain) == nil)
        #expect(plain.correlation == "c")
    }

    @Test("No author, and an author whose names are not valid")
    func author() {
        let long = String(repeating: "a", count: 256)
        let edge = String(repeating: "a", count: 255)
        #expect(refusal(of: request { $0.author = Author("") }) == .noAuthor)
        #expect(refusal(of: request { $0.author = Author("a\n") }) == .invalidName)
        #expect(refusal(of: request { $0.author = Author(ActorID(long)) }) == .invalidName)
        #expect(refusal(of: request { $0.author = Author(ActorID(edge)) }) == nil)
        #expect(refusal(of: request { $0.author = Author("a", onBehalfOf: "") }) == .invalidName)
        #expect(refusal(of: request { $0.author = Author("a", channel: "") }) == .invalidName)
        #expect(refusal(of: request { $0.author = Author("a", device: long) }) == .invalidName)
        #expect(refusal(of: request { $0.author = Author("a", device: edge) }) == nil)
        #expect(refusal(of: request { $0.author = Author("a", device: "") }) == nil)
    }

    @Test("Names that are not valid")
    func names() {
        #expect(refusal(of: request { $0.commandID = "" }) == .invalidName)
        #expect(refusal(of: request { $0.correlation = "" }) == .invalidName)
        #expect(refusal(of: request { $0.events = [NewEvent(kind: "", stream: "s", payload: [0xa0])] }) == .invalidName)
        #expect(refusal(of: request { $0.events = [NewEvent(kind: "k", stream: "", payload: [0xa0])] }) == .invalidName)
        #expect(
            refusal(
                of: request {
                    $0.events = [NewEvent(kind: "k", stream: "s", tags: ["ok", "a\u{7f}"], payload: [0xa0])]
                })
                == .invalidName)
    }

    @Test("No event; too many tags; versions out of range")
    func counts() {
        #expect(refusal(of: request { $0.events = [] }) == .empty)
        let tags = (0..<256).map { Tag("t:\($0)") }
        func tagged(_ count: Int) -> NewEvent {
            NewEvent(kind: "k", stream: "s", tags: Array(tags.prefix(count)), payload: [0xa0])
        }
        #expect(refusal(of: request { $0.events = [tagged(255)] }) == nil)
        #expect(refusal(of: request { $0.events = [tagged(256)] }) == .tooManyTags)
        for (version, code) in [
            (UInt32(0), AppendError.Code?.some(.malformedPayload)), (1, nil), (65_535, nil),
            (65_536, .malformedPayload),
        ] {
            #expect(
                refusal(
                    of: request { $0.events = [NewEvent(kind: "k", version: version, stream: "s", payload: [0xa0])] })
                    == code, "\(version)")
        }
    }

    @Test("A cause within the append comes before its effect")
    func causes() {
        func caused(_ index: Int) -> NewEvent {
            NewEvent(kind: "k", stream: "s", payload: [0xa0], cause: .sibling(index))
        }
        #expect(refusal(of: request { $0.events = [caused(0)] }) == .invalidCause)
        #expect(refusal(of: request { $0.events = [event, caused(0)] }) == nil)
        for index in [Int.min, -1, 1, 2, .max] {
            #expect(refusal(of: request { $0.events = [event, caused(index), event] }) == .invalidCause, "\(index)")
        }
        #expect(
            refusal(
                of: request {
                    $0.events = [NewEvent(kind: "k", stream: "s", payload: [0xa0], cause: .event(Samples.id))]
                })
                == nil)
    }

    @Test(
        "Payloads are canonical maps",
        arguments: ["", "00", "80", "f6", "60", "a1", "a0a0", "a10001ff", "a2010001 00", "bfff", "b800"])
    func payloads(hex: String) {
        #expect(refusal(ofPayload: Array(hex: hex)) == .malformedPayload)
    }

    @Test("The command and the answers of ports are canonical", arguments: ["", "1817", "a0a0", "a2020001 00"])
    func embedded(hex: String) {
        #expect(refusal(of: request { $0.command = Array(hex: hex) }) == .malformedPayload)
        #expect(refusal(of: request { $0.portAnswers = Array(hex: hex) }) == .malformedPayload)
        #expect(refusal(of: request { ($0.command, $0.portAnswers) = ([0xa0], [0x80]) }) == nil)
    }

    @Test("A signature stands beside the command that it covers")
    func signature() throws {
        let signature = try Samples.signature()
        #expect(refusal(of: request { $0.signature = signature }) == .malformedPayload)
        #expect(refusal(of: request { ($0.command, $0.signature) = ([0xa0], signature) }) == nil)
    }

    @Test("Errors say what, where and what to do in one line")
    func descriptions() {
        let codes: [AppendError.Code] = [
            .noAuthor, .invalidName, .empty, .invalidCause, .malformedPayload, .eventTooLarge, .tooManyTags, .conflict,
            .alreadyExists, .commandReused, .clock,
        ]
        #expect(Set(codes.map { AppendError($0, "x").description }).count == codes.count)
        #expect(AppendError(.conflict, "stream s", position: 7).description.contains("(position 7)"))
        for code in codes { #expect(!AppendError(code, "detail").description.contains("\n")) }
    }

    @Test("The last position of a receipt")
    func receipt() {
        let receipt = Receipt(
            commandID: "c", positions: 5..<8, eventIDs: [], recordedAt: Timestamp(nanoseconds: 0), isReplay: false)
        #expect(receipt.position == 7)
    }
}
