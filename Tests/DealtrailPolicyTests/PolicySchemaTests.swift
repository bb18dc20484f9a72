import DealtrailModel
import DealtrailPolicy
import DealtrailSales
import DealtrailTesting
import Foundation
import Testing
import Yams

/// The published JSON Schema says what the reader says, as far as the form of a document goes.
@Suite struct PolicySchemaTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/policies")

    private static func fixture(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    private func schema() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(try PolicyDocument.schema().utf8))
        return try #require(value as? [String: Any])
    }

    private func isReadable(_ yaml: String) -> Bool { (try? PolicyDocument(yaml: yaml, file: "p.yaml")) != nil }

    private func objection(_ yaml: String) throws -> String? {
        try SchemaCheck().objection(to: #require(try Yams.compose(yaml: yaml)), schema(), at: "")
    }

    @Test func `The published schema is the one of the reader`() throws {
        let file = Self.folder.appending(path: "policy.schema.json")
        if ProcessInfo.processInfo.environment["DEALTRAIL_WRITE_FIXTURES"] == "1" {
            try PolicyDocument.schema().write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try Self.fixture("policy.schema.json") == PolicyDocument.schema())
    }

    @Test func `It takes the standard policy, as it is shipped and as it is written`() throws {
        #expect(try objection(Self.fixture("default.yaml")) == nil)
        #expect(try objection(PolicyDocument(.standard).yaml) == nil)
    }

    /// Changes one place of the standard policy at a time, by a seeded choice: reader and schema agree on what remains.
    ///
    /// What only the reader refuses is what rules say of one another, and it says so: those documents the schema takes.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `Reader and schema refuse the same forms`(_ seed: UInt64) throws {
        let lines = try Self.fixture("default.yaml").split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        let places = lines.indices.filter { index in
            let line = lines[index].trimmingCharacters(in: .whitespaces)
            return !line.isEmpty && !line.hasPrefix("#") && line.contains(":")
        }
        let schema = try schema()
        let check = SchemaCheck()
        var random = SeededGenerator(seed: seed)
        var refusedByBoth = 0
        for _ in 0..<40 {
            var changed = lines
            let index = places[Int.random(in: 0..<places.count, using: &random)]
            changed[index] = Self.mutations[Int.random(in: 0..<Self.mutations.count, using: &random)](lines[index])
            let yaml = changed.joined(separator: "\n")
            guard let node = try? Yams.compose(yaml: yaml) else { continue }
            let bySchema = check.objection(to: node, schema, at: "")
            var reasons: [String] = []
            do throws(PolicyError) {
                _ = try PolicyDocument(yaml: yaml, file: "p.yaml")
            } catch {
                reasons = error.problems.map(\.reason)
            }
            if bySchema != nil {
                #expect(
                    !reasons.isEmpty,
                    "seed \(seed), line \(index + 1): only the schema refuses: \(bySchema ?? "") \(changed[index])")
                refusedByBoth += reasons.isEmpty ? 0 : 1
            } else {
                let isForm = reasons.contains { reason in
                    Self.formReasons.contains { reason.contains($0) }
                }
                #expect(
                    !isForm, "seed \(seed), line \(index + 1): only the reader refuses: \(reasons) \(changed[index])")
            }
        }
        #expect(refusedByBoth > 5, "seed \(seed)")
    }

    private static let formReasons = [
        "is not part of", "is a whole number", "is a decimal number", "is a list", "is a map", "is true or false",
        "is one of", " needs \"", "is a duration", "is hours", "is an offset", "is an amount",
    ]

    /// What is done to a line: a misspelt key, another kind of value, a value out of range.
    private static let mutations: [@Sendable (String) -> String] = [
        { $0.replacing(":", with: "-x:", maxReplacements: 1) },
        { line in String(line.prefix { $0 != ":" }) + ": [[]]" },
        { line in String(line.prefix { $0 != ":" }) + ": -7" },
        { line in String(line.prefix { $0 != ":" }) + ": { nothing: 1 }" },
        { $0.replacing("edge:", with: "age:") },
        { $0.replacing(" h", with: " hours") },
        { $0.replacing("below", with: "under") },
        { $0.replacing("CNY", with: "yuan") },
        { $0.replacing("[", with: "[{}, ", maxReplacements: 1) },
        { $0.replacing("{ after: 0 h, ", with: "{ ") },
        { $0.replacing(", above: 500000 CNY", with: "") },
    ]
}
