import DealtrailModel
import Testing

/// An event in its third version: 1 had a whole number of yuan in field 1, 2 had an amount of money there.
private struct Priced: Event {
    static let kind: EventKind = "test.priced"
    static let version: UInt32 = 3
    static let upcasters = [
        Upcaster(from: 2) { value in
            guard case .map(var pairs) = value else { return value }
            pairs[.number(2)] = .text("unknown")
            return .map(pairs)
        },
        Upcaster(from: 1) { value in
            guard case .map(var pairs) = value, case .unsigned(let yuan) = pairs[.number(1)] ?? .null else {
                throw CBORError(.missingField, at: 0, "the price")
            }
            pairs[.number(1)] = .map([
                .number(1): .decimal(ScaledDecimal(mantissa: Int64(yuan))), .number(2): .text("CNY"),
            ])
            return .map(pairs)
        },
    ]
    var price: Money
    var reason: String
    var stream: StreamName { "test:1" }
    var tags: [Tag] { [] }

    enum CodingKeys: Int, CodingKey {
        case price = 1
        case reason = 2
    }
}

private struct Gap: Event {
    static let kind: EventKind = "test.gap"
    static let version: UInt32 = 3
    static let upcasters = [Upcaster(from: 1) { $0 }]
    var stream: StreamName { "test:1" }
    var tags: [Tag] { [] }
}

@Suite("Upcasters")
struct UpcasterTests {
    private func decode<Payload: Event>(_ type: Payload.Type, version: UInt32, _ hex: String) throws -> Payload {
        let record = try Samples.record(kind: Payload.kind, version: version, payload: Array(hex: hex))
        let view = try EventView(position: 5, record: record.rawSpan)
        let value = try view.decode(type)
        #expect(try view.recorded().decode(type) == value)
        return value
    }

    @Test("Payloads of every version become the newest")
    func steps() throws {
        #expect(try decode(Priced.self, version: 1, "a1 01 1864") == Priced(price: .cny(100), reason: "unknown"))
        #expect(
            try decode(
                Priced.self, version: 2, "a1 01 a2 01 c4821864 00 02 63434e59".replacing("1864 00", with: "00 1864"))
                == Priced(price: .cny(100), reason: "unknown"))
        #expect(
            try decode(Priced.self, version: 3, "a2 01 a2 01 c482001864 02 63434e59 02 6178")
                == Priced(price: .cny(100), reason: "x"))
    }

    @Test(
        "A newer version than this build knows, a gap, a step that fails and another kind are errors that name the place"
    )
    func errors() throws {
        func code(_ body: () throws -> Void) -> EventError.Code? {
            do {
                try body()
                return nil
            } catch {
                #expect((error as? EventError)?.position == 5)
                return (error as? EventError)?.code
            }
        }
        #expect(code { _ = try decode(Priced.self, version: 4, "a0") } == .newerVersion)
        #expect(code { _ = try decode(Priced.self, version: 1, "a0") } == .malformedPayload)
        #expect(code { _ = try decode(Priced.self, version: 3, "a0") } == .malformedPayload)
        #expect(code { _ = try decode(Gap.self, version: 1, "a0") } == .malformedPayload)
        #expect(code { _ = try decode(Gap.self, version: 2, "a0") } == .malformedPayload)
        #expect(code { _ = try decode(Gap.self, version: 3, "a0") } == nil)
        let record = try Samples.record(kind: "test.other")
        let event = try EventView(position: 5, record: record.rawSpan).recorded()
        #expect(code { _ = try event.decode(Gap.self) } == .wrongKind)
    }

    @Test("A catalogue with a gap, a name used twice or a bad name is refused")
    func catalog() throws {
        #expect(throws: Never.self) { try Catalog(events: [Priced.self, CommandRefused.self]).validate() }
        #expect(throws: Never.self) {
            try (Catalog(events: [Priced.self]) + Catalog(events: [], commands: [Samples.ChangePrice.self])).validate()
        }
        func refused(_ catalog: Catalog) -> EventKind? {
            do throws(CatalogError) {
                try catalog.validate()
                return nil
            } catch {
                return error.kind
            }
        }
        let once = Catalog(events: [Priced.self])
        #expect(refused(Catalog(events: [Priced.self, Gap.self])) == "test.gap")
        #expect(refused(Catalog(events: [Priced.self, Priced.self])) == "test.priced")
        #expect(refused(once + once) == "test.priced")
        #expect(
            refused(Catalog(events: [Priced.self, Priced.self]) + Catalog(events: [CommandRefused.self]))
                == "test.priced")
        struct Unnamed: Event {
            static let kind: EventKind = ""
            var stream: StreamName { "s" }
            var tags: [Tag] { [] }
        }
        struct Zero: Event {
            static let kind: EventKind = "test.zero"
            static let version: UInt32 = 0
            var stream: StreamName { "s" }
            var tags: [Tag] { [] }
        }
        struct Double: Event {
            static let kind: EventKind = "test.double"
            static let version: UInt32 = 2
            static let upcasters = [Upcaster(from: 1) { $0 }, Upcaster(from: 1) { $0 }]
            var stream: StreamName { "s" }
            var tags: [Tag] { [] }
        }
        #expect(refused(Catalog(events: [Unnamed.self])) == "")
        #expect(refused(Catalog(events: [Zero.self])) == "test.zero")
        #expect(refused(Catalog(events: [Double.self])) == "test.double")
    }

    @Test("Payloads as JSON: with names when the kind is known, with numbers otherwise")
    func json() throws {
        let catalog = Catalog(events: [Priced.self])
        func json(_ kind: EventKind, _ version: UInt32, _ hex: String) throws -> String {
            let record = try Samples.record(kind: kind, version: version, payload: Array(hex: hex))
            return try catalog.json(of: try EventView(position: 0, record: record.rawSpan).recorded())
        }
        #expect(
            try json("test.priced", 1, "a1 01 07")
                == #"{"price":{"amount":"7","currency":"CNY"},"reason":"unknown"}"#)
        #expect(try json("test.priced", 4, "a1 01 07") == #"{"1":7}"#)
        #expect(try json("test.other", 1, "a1 01 07") == #"{"1":7}"#)
        let entry = try #require(catalog.events["test.priced"])
        let event = try entry.event(json: #"{"price":{"amount":"7.00","currency":"CNY"},"reason":"x"}"#)
        #expect(event as? Priced == Priced(price: .cny("7.00"), reason: "x"))
        #expect(throws: DecodingError.self) { try entry.event(json: "{}") }
    }
}
