import DealtrailModel
import DealtrailPolicy
import DealtrailSales
import Foundation
import Testing

/// Sales paths as people write them.
@Suite struct PathDocumentTests {
    @Test func `The ten paths of the corpus read`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/paths").path()
        let paths = try PathDocument.read(directory: folder)
        #expect(paths.count == 10 && Set(paths.map(\.name)).count == 10)
        for path in paths {
            #expect(!path.steps.isEmpty && !path.about.isEmpty, "\(path.name)")
            #expect(zip(path.steps, path.steps.dropFirst()).allSatisfy { $0.after <= $1.after }, "\(path.name)")
        }
        let approved = try #require(paths.first { $0.name == "concession-approved" })
        let send = try #require(approved.steps.first { type(of: $0.command).kind == "quote.send" })
        #expect(send.author.id == "rep:lin" && send.after == .seconds(49 * 3_600))
    }

    private func problems(_ yaml: String) -> [String] {
        let error = #expect(throws: PolicyError.self) { try PathDocument(yaml: yaml, file: "p.yaml") }
        return error?.problems.map(\.description) ?? []
    }

    @Test(arguments: [
        ("", "p.yaml:1:1: the path is empty"),
        ("name: a", "p.yaml:1:1: a path needs \"about\""),
        ("name: a\nabout: b\nsteps: []", "\"steps\" is a list of commands, at least one"),
        ("name: a\nabout: b\nsteps: [{ by: x, do: quote.sended, with: {} }]", "there is no command quote.sended"),
        ("name: a\nabout: b\nsteps: [{ by: x, do: quote.send, with: {} }]", "quote.send: needs \"quote\""),
        ("name: a\nabout: b\nsteps: [{ by: x, do: quote.send, with: 3 }]", "\"with\" is a map of the fields"),
        (
            "name: a\nabout: b\nsteps: [{ by: x, after: soon, do: quote.send, with: { quote: Q } }]",
            "\"after\" is a duration"
        ),
        (
            "name: a\nabout: b\nsteps:\n  - { by: x, after: 2 h, do: quote.send, with: { quote: Q } }\n"
                + "  - { by: x, after: 1 h, do: quote.send, with: { quote: Q } }",
            "p.yaml:5:21: a step is not before the one before it"
        ),
        ("name: a\nabout: b\nsteps: [{ by: \"\", do: quote.send, with: { quote: Q } }]", "\"by\" is a text"),
        (
            "name: a\nabout: b\nsteps: [{ by: x, do: quote.send, with: { quote: Q, dokument: d } }]",
            "\"dokument\" is no field of quote.send"
        ),
        ("name: a\nabout: b\nsteps: &x []", "anchors and aliases are not part of a path"),
    ])
    func `What is wrong with a path is told with its place`(yaml: String, problem: String) {
        let found = problems(yaml)
        #expect(found.contains { $0.contains(problem) }, "\(found)")
    }

    @Test func `A directory without paths is an error`() {
        #expect(throws: PolicyError.self) { try PathDocument.read(directory: "/nowhere/at/all") }
    }
}
