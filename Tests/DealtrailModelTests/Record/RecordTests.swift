import DealtrailModel
import Testing

@Suite("Records")
struct RecordTests {
    static func samples() throws -> [[UInt8]] {
        [
            try Samples.fullRecord(), try Samples.minimalRecord(), try Samples.wideRecord(), try Samples.signedRecord(),
        ]
    }

    @Test("Each field of the header says what the event says")
    func header() throws {
        let hasher = Samples.hasher
        for record in try Self.samples() {
            let view = try EventView(position: 77, record: record.rawSpan)
            let event = try view.recorded()
            #expect(view.position == 77)
            #expect(event.position == 77)
            #expect(view.canonical.array() == event.canonical)
            #expect(view.payload.array() == event.payload)
            #expect(view.stored.array() == record)
            #expect(view.kindHash == NameHasher.hash(event.kind))
            #expect(view.streamHash == hasher.hash(event.stream.rawValue, as: .stream))
            #expect(view.authorHash == hasher.hash(event.author.id.rawValue, as: .author))
            #expect(view.idHash == hasher.hash(event.id))
            #expect(view.commandHash == hasher.hash(event.commandID.rawValue, as: .command))
            // A correlation that repeats the command has no hash of its own.
            let own = hasher.hash(event.correlation.rawValue, as: .correlation)
            #expect(view.correlationHash == (event.correlation.rawValue == event.commandID.rawValue ? 0 : own))
            #expect(throws: Never.self) { try view.checkHeader(against: event, hasher: hasher) }
            #expect(view.revision == event.revision)
            #expect(view.recordedAt == event.recordedAt)
            #expect(view.occurredAt == event.occurredAt.time?.instant)
            #expect(view.occurredOrder == event.occurredAt.time?.instant.nanoseconds ?? .min)
            #expect(view.version == event.version)
            #expect(view.tagCount == event.tags.count)
            for (index, tag) in event.tags.enumerated() {
                #expect(view.tagHash(index) == hasher.hash(tag.rawValue, as: .tag))
                #expect(view.hasTagHash(hasher.hash(tag.rawValue, as: .tag)) == true)
                #expect(view.hasTag(tag) == true)
            }
            #expect(view.hasTagHash(hasher.hash("other", as: .tag)) == false)
            #expect(view.hasTag("other") == false)
            #expect(try view.kind == event.kind)
            #expect(try view.stream == event.stream)
            #expect(try view.tags == event.tags)
            #expect(try view.author == event.author)
            #expect(view.hasKind(Array(event.kind.rawValue.utf8)) == true)
            #expect(view.hasKind(Array("other".utf8)) == false)
            #expect(throws: Never.self) { try view.checkBody() }
        }
    }

    @Test("An event says what its request said")
    func fields() throws {
        let request = try Samples.fullRequest()
        let record = try Samples.fullRecord()
        let event = try EventView(position: 3, record: record.rawSpan).recorded()
        #expect(event.id == Samples.id)
        #expect(event.kind == Samples.PriceChanged.kind)
        #expect(event.version == 2)
        #expect(event.stream == "quote:Q-17")
        #expect(event.revision == 6)
        #expect(event.tags == ["account:acme", "product:P-9", "quote:Q-17"])
        #expect(event.payload == request.events[0].payload)
        #expect(event.author == Samples.author)
        #expect(event.occurredAt == .at(Samples.occurred))
        #expect(event.recordedAt == Samples.recorded)
        #expect(event.correlation == "negotiation-4")
        #expect(event.causation == Samples.cause)
        #expect(event.rules == request.rules)
        #expect(event.provenance == request.events[0].provenance)
        #expect(event.commandID == "req-8841")
        #expect(event.index == 0)
        #expect(event.count == 2)
        #expect(event.command == request.command)
        #expect(event.portAnswers == request.portAnswers)
        #expect(try event.decode(Samples.PriceChanged.self) == Samples.PriceChanged())
        #expect(try RecordedEvent(position: 3, canonical: event.canonical.rawSpan) == event)
    }

    @Test(
        "What belongs to the whole append stands in its first event; a time of its own goes before that of the append")
    func second() throws {
        let builder = RecordBuilder(
            append: try Samples.fullRequest(), hasher: Samples.hasher, recordedAt: Samples.recorded)
        let record = try builder.record(index: 1, id: Samples.id, revision: 7, cause: nil)
        let event = try EventView(position: 4, record: record.rawSpan).recorded()
        #expect(event.command == nil)
        #expect(event.portAnswers == nil)
        #expect(event.index == 1)
        #expect(event.occurredAt == .unknown)
        #expect(event.causation == nil)
        #expect(event.rules != nil)
        #expect(event.provenance == .witnessed)
    }

    @Test("The earliest instant of all is known, not unknown")
    func earliest() throws {
        let event = NewEvent(
            kind: "k", stream: "s", payload: [0xa0], occurredAt: .at(Timestamp(nanoseconds: .min)))
        let request = AppendRequest([event], by: Author("a"), id: "c")
        let record = try RecordBuilder(append: request, hasher: Samples.hasher, recordedAt: Samples.recorded)
            .record(index: 0, id: Samples.id, revision: 0, cause: nil)
        let view = try EventView(position: 0, record: record.rawSpan)
        #expect(view.occurredAt != nil)
        #expect(view.occurredOrder == .min + 1)
        #expect(try view.recorded().occurredAt == event.occurredAt)
    }

    @Test("Values of tags by name")
    func tagValue() throws {
        let record = try Samples.record(tags: ["account:acme", "accounts:x", "quote:a:b", "empty:", "bare"])
        let view = try EventView(position: 0, record: record.rawSpan)
        #expect(view.tagValue("account") == "acme")
        #expect(view.tagValue("accounts") == "x")
        #expect(view.tagValue("quote") == "a:b")
        #expect(view.tagValue("empty") == "")
        #expect(view.tagValue("bare") == nil)
        #expect(view.tagValue("acc") == nil)
        #expect(view.tagValue("none") == nil)
    }

    @Test("255 tags fit, 256 do not; 65,535 bytes fit, 65,536 do not")
    func limits() throws {
        let tags = (0..<256).map { Tag("t:\($0)") }
        let most = try Samples.record(tags: Array(tags.prefix(255)))
        #expect(try EventView(position: 0, record: most.rawSpan).tags.count == 255)
        #expect { try Samples.record(tags: tags) } throws: { ($0 as? AppendError)?.code == .tooManyTags }

        func sized(_ count: Int) -> [UInt8] {
            CBORValue.map([.number(1): .bytes([UInt8](repeating: 7, count: count))]).canonical
        }
        let base = try Samples.record(payload: sized(60_000)).count - 96
        let largest = try Samples.record(payload: sized(60_000 + 65_535 - base))
        let view = try EventView(position: 0, record: largest.rawSpan)
        #expect(view.canonical.byteCount == 65_535)
        #expect(try view.recorded().payload == sized(60_000 + 65_535 - base))
        #expect { try Samples.record(payload: sized(60_001 + 65_535 - base)) } throws: {
            ($0 as? AppendError)?.code == .eventTooLarge
        }
    }

    @Test("Single fields of a payload")
    func fieldReader() throws {
        let record = try Samples.fullRecord()
        let view = try EventView(position: 0, record: record.rawSpan)
        let fields = view.fields
        #expect(try fields.text(1) == "Q-17")
        #expect(try fields.money(4) == .cny("92.50"))
        #expect(try fields.text(5) == "competitor offer")
        #expect(try fields.text(0) == nil)
        #expect(try fields.text(6) == nil)
        #expect(throws: CBORError.self) { try fields.integer(1) }
        #expect(throws: CBORError.self) { try fields.money(1) }
        let other = try Samples.record(payload: Array(hex: "a4 01 20 02 f4 03 c4822019ffff 05 a2 01 00 02 63434e59"))
        let view2 = try EventView(position: 0, record: other.rawSpan)
        #expect(try view2.fields.integer(1) == -1)
        #expect(try view2.fields.bool(2) == false)
        #expect(try view2.fields.decimal(3) == "6553.5")
        #expect(try view2.fields.item(4).isEmpty)
        #expect(throws: CBORError.self) { try view2.fields.money(5) }
        #expect(try view.decode(Samples.PriceChanged.self) == Samples.PriceChanged())
    }

    @Test("Fields that this build does not know are kept")
    func unknownFields() throws {
        let record = try Samples.minimalRecord()
        var canonical = try EventView(position: 0, record: record.rawSpan).canonical.array()
        canonical[0] += 1
        canonical += [0x15, 0x81, 0x01]
        let event = try RecordedEvent(position: 0, canonical: canonical.rawSpan)
        #expect(event.canonical == canonical)
        #expect(event.kind == "k")
    }
}
