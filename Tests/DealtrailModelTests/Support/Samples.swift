import DealtrailModel

/// Requests and the records they give; `Fixtures/model` holds the same events, written by another program.
enum Samples {
    static let hasher = NameHasher(low: 0x0706_0504_0302_0100, high: 0x0f0e_0d0c_0b0a_0908)
    static let id = EventID(high: 0x019c_5f2e_7000_7001, low: 0x8000_0000_0000_002a)
    static let cause = EventID(high: 0x019c_5f2e_7000_7000, low: 0x8000_0000_0000_0001)
    static let occurred = ZonedTime(Timestamp(nanoseconds: 1_771_119_000_000_000_000), offsetMinutes: 480)
    static let recorded = Timestamp(nanoseconds: 1_771_119_000_123_456_789)
    static let author = Author("rep:lin", onBehalfOf: "manager:wu", channel: .mobile, device: "phone 7")

    enum PriceDecider: Decider {
        static let initial = 0
        static let fold = Fold<Int> {}
    }

    struct ChangePrice: Command {
        typealias Decider = PriceDecider
        static let kind: EventKind = "quote.change-price"
        let quote: String
        let line: String
        let price: Money
        var subject: StreamName { "quote:Q-17" }
        var tags: [Tag] { [] }
        var scope: Query { .none }
        func decide(_ state: Int, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] { [] }

        enum CodingKeys: Int, CodingKey {
            case quote = 1
            case line = 2
            case price = 3
        }
    }

    struct PriceChanged: Event {
        static let kind: EventKind = "quote.line-price-changed"
        static let version: UInt32 = 2
        static let upcasters = [Upcaster(from: 1) { $0 }]
        var quote = "Q-17"
        var line = "L-2"
        var old: Money? = .cny("100.00")
        var new = Money.cny("92.50")
        var reason = "competitor offer"
        var stream: StreamName { StreamName("quote:\(quote)") }
        var tags: [Tag] { ["product:P-9", "quote:Q-17", "account:acme"] }

        enum CodingKeys: Int, CodingKey {
            case quote = 1
            case line = 2
            case old = 3
            case new = 4
            case reason = 5
        }
    }

    static func command() throws -> CommandRecord {
        try CommandRecord(
            ChangePrice(quote: "Q-17", line: "L-2", price: .cny("92.50")), origin: "example.com/sales", id: "req-8841",
            author: author, occurredAt: .at(occurred))
    }

    /// An append whose first event has a value in every field.
    static func fullRequest() throws -> AppendRequest {
        let provenance = Provenance.imported(
            file: "orders.csv", row: 2, digest: ContentDigest(of: Array("orders".utf8)))
        return AppendRequest(
            [
                try NewEvent(PriceChanged(), provenance: provenance),
                NewEvent(kind: "quote.touched", stream: "quote:Q-17", payload: [0xa0], occurredAt: .unknown),
            ], by: author, id: "req-8841", occurredAt: .at(occurred), correlation: "negotiation-4", causation: cause,
            rules: ContentDigest(of: Array("rules".utf8)), command: try command().canonical,
            portAnswers: [0xa1, 0x01, 0xf5])
    }

    /// A signature that holds for nothing, for forms.
    static func signature() throws -> CommandSignature {
        guard let key = AuthorPublicKey(bytes: Array(repeating: 0x11, count: 32)),
            let signature = CommandSignature(key: key, bytes: Array(repeating: 0x22, count: 64))
        else { throw CBORError(.outOfRange, at: 0) }
        return signature
    }

    /// The same as ``fullRecord()``, and signed.
    static func signedRecord(index: Int = 0) throws -> [UInt8] {
        var request = try fullRequest()
        request.signature = try signature()
        return try RecordBuilder(append: request, hasher: hasher, recordedAt: recorded)
            .record(index: index, id: id, revision: 6, cause: cause)
    }

    static func fullRecord() throws -> [UInt8] {
        try RecordBuilder(append: fullRequest(), hasher: hasher, recordedAt: recorded)
            .record(index: 0, id: id, revision: 6, cause: cause)
    }

    static func minimalRecord() throws -> [UInt8] {
        let request = AppendRequest(
            [NewEvent(kind: "k", stream: "s", payload: [0xa0])], by: Author("a", kind: .claimed, channel: .import),
            id: "c")
        return try RecordBuilder(append: request, hasher: hasher, recordedAt: Timestamp(nanoseconds: -1))
            .record(index: 0, id: id, revision: 0, cause: nil)
    }

    /// The second of three hundred events, with numbers of every width.
    static func wideRecord() throws -> [UInt8] {
        let payload = CBORValue.map([
            .number(0): .unsigned(0), .number(23): .unsigned(23), .number(24): .unsigned(24),
            .number(255): .negative(24),
            .number(256): .unsigned(65_536), .number(65_536): .unsigned(1 << 32),
            .number(1 << 32): .negative(1 << 63 - 1),
            .number(1 << 32 + 1): .array([
                .null, .bool(true), .bool(false), .bytes([UInt8](repeating: 0, count: 24)),
                .decimal("-0.000000000000000001"),
            ]),
        ]).canonical
        let event = NewEvent(
            kind: "visit.checked-in", version: 65_535, stream: "visit:\u{6c34}-1",
            tags: ["cafe\u{301}", "a", "caf\u{e9}"],
            payload: payload, occurredAt: .at(ZonedTime(Timestamp(nanoseconds: .min + 1), offsetMinutes: -1439)))
        let request = AppendRequest(
            [NewEvent](repeating: event, count: 300), by: Author("bot", kind: .automation), id: "req",
            occurredAt: .at(occurred), correlation: "c-1", command: [0xa0], portAnswers: [0xa0])
        return try RecordBuilder(append: request, hasher: hasher, recordedAt: Timestamp(nanoseconds: .max))
            .record(index: 1, id: id, revision: 1 << 63, cause: nil)
    }

    /// A record of an event with this kind, these tags and this payload.
    static func record(
        kind: EventKind = "test.happened", version: UInt32 = 1, tags: [Tag] = [], payload: [UInt8] = [0xa0]
    ) throws -> [UInt8] {
        let event = NewEvent(kind: kind, version: version, stream: "test:1", tags: tags, payload: payload)
        let request = AppendRequest([event], by: Author("rep:lin"), id: "c-1")
        return try RecordBuilder(append: request, hasher: hasher, recordedAt: recorded)
            .record(index: 0, id: id, revision: 0, cause: nil)
    }
}
