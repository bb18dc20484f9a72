import Foundation
import Testing

@Suite("dealtrail views")
struct ViewsTests {
    private func trail() async throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "dealtrail-views-\(UUID().uuidString)").path()
        let made = try await Tool.run(["init", "--trail", path, "--origin", "example.com/views", "--author", "ops:ann"])
        #expect(made.status == 0, "\(made.errors)")
        let filled = try await Tool.run(["append", "--trail", path, Tool.fixture("cli/sales.jsonl")])
        #expect(filled.status == 0, "\(filled.errors)")
        return path
    }

    @Test func `Each view tells how far it is, how large and in which state`() async throws {
        let path = try await trail()
        defer { try? FileManager.default.removeItem(atPath: path) }
        func views() async throws -> [[String: Any]] {
            let run = try await Tool.run(["views", "--trail", path, "--json"])
            #expect(run.status == 0, "\(run.errors)")
            return try #require(try run.json["views"] as? [[String: Any]])
        }
        let before = try await views()
        #expect(before.count >= 3)
        #expect(before.allSatisfy { $0["state"] as? String == "not-built" && $0["position"] == nil })
        #expect(try await Tool.run(["funnel", "--trail", path]).status == 0)
        let funnel = try #require(try await views().first { $0["name"] as? String == "funnel" })
        #expect(funnel["state"] as? String == "live" && funnel["lag"] as? Int == 0)
        #expect(funnel["current"] as? Bool == true && funnel["keys"] as? Int ?? 0 > 0)
        let rebuilt = try await Tool.run(["rebuild", "--trail", path, "--json"])
        #expect(try rebuilt.json["resumedAt"] as? Int == 0)
        #expect(try await views().allSatisfy { $0["state"] as? String == "live" && $0["build"] == nil })
        let text = try await Tool.run(["views", "--trail", path])
        #expect(text.output.contains("Behind") && text.output.contains("live"))
    }

    @Test func `What cannot be passed over or removed is refused, and a retry of a view that is well is a catch-up`()
        async throws
    {
        let path = try await trail()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let retried = try await Tool.run(["views", "retry", "funnel", "--trail", path, "--json"])
        #expect(retried.status == 0, "\(retried.errors)")
        let facts = try #require(try retried.json["facts"] as? [String: String])
        #expect(facts["stoodStillAt"] == "nothing" && facts["from"] == "0")
        let skip = ["views", "skip", "--trail", path, "--author", "ops:ann", "--reason", "none"]
        #expect(try await Tool.run(skip + ["funnel", "--position", "3"]).status == 4)
        #expect(try await Tool.run(skip + ["funel", "--position", "3"]).status == 2)
        #expect(try await Tool.run(["views", "remove", "--trail", path]).status == 2)
        let listed = try await Tool.run(["views", "--trail", path, "--json"])
        let views = try #require(try listed.json["views"] as? [[String: Any]])
        let funnel = try #require(views.first { $0["name"] as? String == "funnel" })
        let name = "funnel.\(funnel["version"] as? Int ?? 0)"
        let used = try await Tool.run(["views", "remove", name, "--trail", path])
        #expect(used.status == 4 && used.errors.contains("in use"), "\(used.errors)")
        #expect(try await Tool.run(["views", "remove", "funnel.99", "--trail", path]).status == 2)
        let none = try await Tool.run(["views", "remove", "--old", "--trail", path, "--json"])
        #expect((try none.json["facts"] as? [String: String])?["views"] == "none")
    }
}
