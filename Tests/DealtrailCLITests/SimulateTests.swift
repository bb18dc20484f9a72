import Foundation
import Testing

/// A simulated year is the same wherever and however often it is made, and its hidden facts come out.
@Suite struct SimulateTests {
    @Test func `The same seed gives the same trail, and the reports find what is hidden in it`() async throws {
        let scratch = Scratch()
        let size = ["--reps", "3", "--days", "120", "--json"]
        let one = try await Tool.run(["simulate", "--trail", scratch.path("1"), "--seed", "7"] + size)
        #expect(one.status == 0, "\(one.output)\(one.errors)")
        let made = try one.json
        let two = try await Tool.run(["simulate", "--trail", scratch.path("2"), "--seed", "7"] + size).json
        #expect(made["root"] as? String == two["root"] as? String)
        let again = try await Tool.run(["simulate", "--trail", scratch.path("1"), "--seed", "8"] + size)
        #expect(again.status == 4)
        let verified = try await Tool.run(["verify", "--trail", scratch.path("1"), "--json"]).json
        #expect(verified["sound"] as? Bool == true)
        #expect(verified["root"] as? String == made["root"] as? String)

        let hidden = try #require(made["hidden"] as? [[String: String]])
        let story = try #require(hidden.first { $0["name"] == "Spread" }?["text"])
        let report = try await Tool.run(["spread", "--trail", scratch.path("1"), "--json"]).json
        let spreads = try #require(report["spreads"] as? [[String: Any]])
        let widest = try #require(spreads.first { story.hasPrefix("\($0["account"] ?? "") was quoted") })
        let percent = try #require(widest["percent"] as? String)
        #expect(story.contains("\(percent) % apart"))
        for leg in try #require(widest["legs"] as? [[String: Any]]) {
            let quote = try #require(leg["quote"] as? String)
            #expect(story.contains(quote))
        }
    }
}
