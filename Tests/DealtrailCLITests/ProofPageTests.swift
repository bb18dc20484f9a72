import Foundation
import Testing

/// The listing of docs/proof.md, which an auditor copies, is run as it stands there.
@Suite("docs/proof.md", .enabled(if: Listing.canRun, "python3 with cbor2 is not installed: pip install cbor2"))
struct ProofPageTests {
    @Test("The listing checks a price edit by hand, in under 60 lines")
    func listing() async throws {
        let trail = try await SignedTrail()
        let file = try await trail.prove("--position", "13")
        let run = try await Listing.run(file, trail.key)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output == (try Listing.shown()))
        #expect(try Listing.code().split(separator: "\n", omittingEmptySubsequences: false).count < 60)
    }

    @Test("It stops at an altered event, position, hash, checkpoint, signature and key")
    func forged() async throws {
        let trail = try await SignedTrail()
        let text = try String(contentsOfFile: try await trail.prove("--position", "13"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.count == 15)
        for index in [1, 2, 3, 7, 9, 10, 11, 13] {
            var altered = lines
            let line = altered[index]
            let place = line.count > 4 ? line.index(line.endIndex, offsetBy: -3) : line.startIndex
            let old = altered[index][place]
            altered[index].replaceSubrange(place...place, with: old == "B" ? "C" : "B")
            let file = trail.path("altered")
            try altered.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try await Listing.run(file, trail.key).status != 0, "line \(index + 1)")
        }
        let file = trail.path("sound")
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let other = try await Tool.run(
            ["keys", "generate", "--name", "example.com/sales", "--out", trail.path("other.key")])
        #expect(try await Listing.run(file, other.output.trimmingCharacters(in: .newlines)).status != 0)
    }
}

/// The code of the page, and Python to run it with.
enum Listing {
    static let canRun = Python.has("cbor2")

    private static func page() throws -> String {
        try String(contentsOf: Tool.package.appending(path: "docs/proof.md"), encoding: .utf8)
    }

    /// The lines between the markers.
    static func code() throws -> String {
        let page = try page()
        let start = try #require(page.range(of: "<!-- listing -->\n```python\n"))
        let end = try #require(page.range(of: "```\n<!-- /listing -->"))
        return String(page[start.upperBound..<end.lowerBound])
    }

    /// What the page says that it prints.
    static func shown() throws -> String {
        let page = try page()
        let start = try #require(page.range(of: "prints\n\n```\n"))
        let rest = page[start.upperBound...]
        return String(rest[..<(try #require(rest.range(of: "```")).lowerBound)])
    }

    static func run(_ file: String, _ key: String) async throws -> Tool.Run {
        try await Python.run(["-c", try code(), file, key])
    }
}
