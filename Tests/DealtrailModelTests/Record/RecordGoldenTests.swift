import Crypto
import DealtrailModel
import Testing

/// Records against `Fixtures/model`, which another program has written from `docs/format.md`.
@Suite("Records: golden bytes")
struct RecordGoldenTests {
    @Test("A record in which every field has a value")
    func full() throws {
        #expect(try Samples.fullRecord() == Fixtures.bytes("record-full.hex"))
    }

    @Test("A record with the mandatory fields alone")
    func minimal() throws {
        #expect(try Samples.minimalRecord() == Fixtures.bytes("record-minimal.hex"))
    }

    @Test("A record with numbers of every width")
    func wide() throws {
        #expect(try Samples.wideRecord() == Fixtures.bytes("record-wide.hex"))
    }

    @Test("A signed event is the same with one field more, in the first event of an append alone")
    func signed() throws {
        let record = try Samples.signedRecord()
        let other = try Samples.signedRecord(index: 1)
        let event = try EventView(position: 0, record: record.rawSpan).recorded()
        #expect(try event.canonical == Fixtures.bytes("event-signed.hex"))
        #expect(try event.signature == Samples.signature())
        #expect(try Array(SHA256.hash(data: [0] + event.canonical)).hex == Fixtures.leaf("event-signed.hex"))
        let second = try EventView(position: 1, record: other.rawSpan).recorded()
        #expect(second.signature == nil)
    }

    @Test("A command")
    func command() throws {
        let bytes = try Fixtures.bytes("command.hex")
        #expect(try Samples.command().canonical == bytes)
        #expect(try CommandRecord(canonical: bytes) == Samples.command())
    }

    @Test("The leaf is SHA-256 of a zero byte and the event", arguments: ["full", "minimal", "wide"])
    func leaf(name: String) throws {
        let record = try Fixtures.bytes("record-\(name).hex")
        let canonical = try EventView(position: 0, record: record.rawSpan).canonical.array()
        #expect(try Array(SHA256.hash(data: [0] + canonical)).hex == Fixtures.leaf("record-\(name).hex"))
    }
}
