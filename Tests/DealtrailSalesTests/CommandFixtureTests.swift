import DealtrailModel
import DealtrailSales
import Foundation
import Testing

/// Golden bytes of every command: what a client signed, and what a retry is compared with, must be read for ever.
@Suite struct CommandFixtureTests {
    static let folder = PackageRoot.url.appending(path: "Fixtures/commands")

    @Test func `Every command of the catalogue has a sample and nothing else has`() {
        let kinds = CommandSamples.full.map { type(of: $0).kind }
        #expect(kinds.sorted() == Catalog.sales.commands.keys.sorted())
        let sparse = CommandSamples.sparse.map { type(of: $0).kind }
        #expect(Set(sparse).count == sparse.count && Set(sparse).isSubset(of: kinds))
    }

    @Test(arguments: CommandSamples.full.indices)
    func `Bytes are golden`(_ index: Int) throws {
        try compare(CommandSamples.full[index])
    }

    @Test func `No golden file is left over`() throws {
        let expected = CommandSamples.full.map { fileName($0) }.sorted()
        #expect(try FileManager.default.contentsOfDirectory(atPath: Self.folder.path()).sorted() == expected)
    }

    @Test(arguments: CommandSamples.full.indices)
    func `A full command survives CBOR, JSON and its record`(_ index: Int) throws {
        try roundTrip(CommandSamples.full[index])
    }

    @Test(arguments: CommandSamples.sparse.indices)
    func `A sparse command survives CBOR, JSON and its record`(_ index: Int) throws {
        try roundTrip(CommandSamples.sparse[index])
    }

    @Test(arguments: CommandSamples.full.indices)
    func `A refusal of it can be recorded`(_ index: Int) throws {
        try checkNames(CommandSamples.full[index])
    }

    private func compare<Body: Command>(_ command: Body) throws {
        let bytes = try CBOREncoder().encode(command)
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\n"
        let file = Self.folder.appending(path: fileName(command))
        if PackageRoot.writesFixtures {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try hex.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(golden == hex, "\(Body.kind) changed its stored form")
    }

    private func roundTrip<Body: Command>(_ command: Body) throws {
        let bytes = try CBOREncoder().encode(command)
        #expect(try CBORDecoder().decode(Body.self, from: bytes) == command)
        let json = try JSONText.encode(command)
        #expect(try JSONDecoder().decode(Body.self, from: Data(json.utf8)) == command)
        let record = try CommandRecord(
            command, origin: "example.com/sales", id: "c-1", author: Author("rep:lin"), occurredAt: .unknown)
        #expect(record.arguments == bytes)
        #expect(try CommandRecord(canonical: record.canonical) == record)
    }

    private func checkNames<Body: Command>(_ command: Body) throws {
        #expect(Body.kind.isValid && command.subject.isValid)
        let invalid = command.tags.filter { !$0.isValid }
        #expect(invalid.isEmpty && Set(command.tags).count == command.tags.count)
    }

    private func fileName<Body: Command>(_ command: Body) -> String { "\(Body.kind)-v\(Body.version).hex" }
}
