import Foundation
import Testing

/// `Fixtures/python/read_log.py` was written from docs/format.md: what it reads out of a trail is what the tool says.
@Suite(
    "docs/format.md",
    .enabled(if: Python.has("cbor2, lmdb"), "python3 with cbor2 and lmdb is not installed: pip install cbor2 lmdb"))
struct FormatPageTests {
    private static let reader = Tool.fixture("python/read_log.py")

    @Test func `A reader in another language reads a year of sales, and computes the same root`() async throws {
        let scratch = Scratch()
        let trail = scratch.path("sales.trail")
        let made = try await Tool.run(["simulate", "--trail", trail, "--seed", "5", "--reps", "3", "--days", "120"])
        #expect(made.status == 0, "\(made.errors)")
        let run = try await Python.run([Self.reader, trail])
        #expect(run.status == 0, "\(run.errors)")
        let said = try await Tool.run(["stat", "--trail", trail, "--json"]).json
        let items = try run.lines.map { try Self.object($0) }
        #expect(items.last?["root"] as? String == said["root"] as? String)
        #expect(items.last?["size"] as? Int == said["events"] as? Int)
        #expect(items.count > 1_000)
        // The same events, whichever way they are read.
        let listed = try await Tool.run(["log", "--trail", trail, "--json"]).lines.map { try Self.object($0) }
        #expect(listed.count == items.count - 1)
        for (event, line) in zip(items, listed) {
            let place = "position \(event["position"] ?? "?")"
            #expect(event["position"] as? Int == line["sequence"] as? Int)
            #expect(event["kind"] as? String == line["type"] as? String, "\(place)")
            #expect(event["stream"] as? String == line["subject"] as? String, "\(place)")
            #expect(event["recordedAt"] as? String == line["recordedtime"] as? String, "\(place)")
            #expect((event["author"] as? [String: Any])?["id"] as? String == line["author"] as? String, "\(place)")
            let payload = try #require(event["payload"] as? [String: Any], "\(place)")
            let data = try #require(line["data"] as? [String: Any], "\(place)")
            #expect(Set(payload.keys) == Set(data.keys), "\(place)")
            for (name, value) in payload { if let text = value as? String { Self.compare(text, data[name], place) } }
        }
    }

    @Test func `It reads imports, late and unknown times, and kinds that nobody knows`() async throws {
        let trail = try await SampleTrail()
        #expect(try await trail.run("append", input: SampleTrail.line("n-1", kind: "moonbase.landed")).status == 0)
        let run = try await Python.run([Self.reader, trail.path])
        #expect(run.status == 0, "\(run.errors)")
        let last = try Self.object(try #require(run.lines.dropLast().last))
        #expect(last["kind"] as? String == "moonbase.landed" && last["occurredAt"] as? String == "unknown")
        let position = try #require(last["position"] as? Int)
        let shown = try await trail.run("show", "\(position)", "--json").json
        #expect((shown["hashes"] as? [String: Any])?["leaf"] as? String == last["leaf"] as? String)
    }

    @Test func `It stops where a byte was changed`() async throws {
        let trail = try await SampleTrail()
        let file = URL(filePath: trail.path + "/log/data.mdb")
        var bytes = [UInt8](try Data(contentsOf: file))
        let author = Array("rep:zhao".utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: author) })
        bytes[place + 7] = 0x61
        try Data(bytes).write(to: file)
        let run = try await Python.run([Self.reader, trail.path])
        #expect(run.status == 1 && run.errors.contains("checksum of the event"), "\(run.errors)")
    }

    @Test func `The listing of the page runs as it stands there`() async throws {
        let page = try String(contentsOf: Tool.package.appending(path: "docs/format.md"), encoding: .utf8)
        let start = try #require(page.range(of: "```python\n"))
        let code = page[start.upperBound...].prefix(
            upTo: try #require(page[start.upperBound...].range(of: "```")).lowerBound)
        let trail = try await SampleTrail()
        let run = try await Python.run([
            "-c", "import os; os.chdir(\"\(trail.scratch.directory)\")\n\(code)print(position, canonical.hex())",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let shown = try await trail.run("show", "23", "--json", "--canonical").json
        #expect(run.output == "23 \(shown["canonical"] as? String ?? "")\n")
    }

    private static func object(_ line: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    /// Texts are the same; digests, keys and times have forms of their own in JSON.
    private static func compare(_ text: String, _ other: Any?, _ place: String) {
        guard let other = other as? String, !text.allSatisfy(\.isHexDigit) else { return }
        #expect(text == other, "\(place)")
    }
}
