import Crypto
import DealtrailModel
import Foundation
import Testing

/// `Fixtures/python/read_events.py`, which was written from `docs/format.md` alone, reads what we write.
@Suite(
    "Records: another reader", .enabled(if: Python.hasCBOR2, "python3 with cbor2 is not installed: pip install cbor2"))
struct PythonReaderTests {
    @Test("A reader in another language says of each record what we say")
    func sameFields() throws {
        let records = try RecordTests.samples()
        let file = FileManager.default.temporaryDirectory.appending(path: "dealtrail-records-\(UUID()).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(records.map { $0.hex + "\n" }.joined().utf8).write(to: file)
        let script = Fixtures.package.appending(path: "Fixtures/python/read_events.py").path
        let (status, output) = try Python.run([script, file.path, "0706050403020100", "0f0e0d0c0b0a0908"])
        #expect(status == 0, "\(output)")
        let lines = output.split(separator: "\n").map(String.init)
        #expect(lines.count == records.count)
        for (record, line) in zip(records, lines) {
            let event = try EventView(position: 0, record: record.rawSpan).recorded()
            #expect(try line == Self.json(event))
        }
    }

    @Test("It refuses a record with a bit changed")
    func damage() throws {
        var record = try Samples.fullRecord()
        record[record.count - 1] ^= 1
        let file = FileManager.default.temporaryDirectory.appending(path: "dealtrail-records-\(UUID()).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(record.hex.utf8).write(to: file)
        let script = Fixtures.package.appending(path: "Fixtures/python/read_events.py").path
        let (status, output) = try Python.run([script, file.path, "0706050403020100", "0f0e0d0c0b0a0908"])
        #expect(status != 0)
        #expect(output.contains("checksum of the event"))
    }

    private static func json(_ event: RecordedEvent) throws -> String {
        var fields: [CBORKey: CBORValue] = [
            .text("id"): .text(event.id.bytes.hex), .text("kind"): .text(event.kind.rawValue),
            .text("version"): .unsigned(UInt64(event.version)), .text("stream"): .text(event.stream.rawValue),
            .text("revision"): .unsigned(event.revision), .text("tags"): .array(event.tags.map { .text($0.rawValue) }),
            .text("payload"): try named(event.payload), .text("author"): author(event.author),
            .text("occurredAt"): .text(event.occurredAt.time?.description ?? "unknown"),
            .text("recordedAt"): .text(event.recordedAt.description),
            .text("correlation"): .text(event.correlation.rawValue),
            .text("commandID"): .text(event.commandID.rawValue),
            .text("index"): .unsigned(event.index), .text("count"): .unsigned(event.count),
            .text("leaf"): .text(Array(SHA256.hash(data: [0] + event.canonical)).hex),
        ]
        if let causation = event.causation { fields[.text("causation")] = .text(causation.bytes.hex) }
        if let rules = event.rules { fields[.text("rules")] = .text(rules.description) }
        if case .imported(let file, let row, let digest) = event.provenance {
            fields[.text("provenance")] = .map([
                .text("file"): .text(file), .text("row"): .unsigned(row), .text("digest"): .text(digest.description),
            ])
        }
        if let answers = event.portAnswers { fields[.text("portAnswers")] = try named(answers) }
        if let signature = event.signature {
            fields[.text("signature")] = .map([
                .text("key"): .text(signature.key.description), .text("signature"): .text(signature.hex),
            ])
        }
        if let bytes = event.command {
            let command = try CommandRecord(canonical: bytes)
            fields[.text("command")] = .map([
                .text("origin"): .text(command.origin), .text("id"): .text(command.id.rawValue),
                .text("author"): author(command.author), .text("kind"): .text(command.kind.rawValue),
                .text("occurredAt"): .text(command.occurredAt?.time?.description ?? ""),
                .text("version"): .unsigned(UInt64(command.version)), .text("arguments"): try named(command.arguments),
            ])
        }
        return try CBORValue.map(fields).json()
    }

    private static func named(_ payload: [UInt8]) throws -> CBORValue {
        try CBORValue(json: CBORValue(canonical: payload).json())
    }

    private static func author(_ author: Author) -> CBORValue {
        var fields: [CBORKey: CBORValue] = [
            .text("id"): .text(author.id.rawValue), .text("kind"): .text(author.kind.description),
            .text("channel"): .text(author.channel.rawValue),
        ]
        if let other = author.onBehalfOf { fields[.text("onBehalfOf")] = .text(other.rawValue) }
        if let device = author.device { fields[.text("device")] = .text(device) }
        return .map(fields)
    }
}
