import Foundation
import Testing

/// Policies are published, begin, and are published again.
@Suite struct PolicyTests {
    /// The receipt of a publication of a version with this tolerance.
    private static func publish(
        _ version: String, _ tolerance: Int, in trail: SampleTrail, _ options: String...
    ) async throws -> String {
        let file = trail.scratch.path("\(version).yaml")
        try Data("version: \(version)\npricing: { tolerance: \(tolerance) }\n".utf8).write(to: URL(filePath: file))
        let run = try await Tool.run(["policy", "publish", "--trail", trail.path, "--json", file] + options)
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    /// The policy in force as JSON.
    private static func shown(in trail: SampleTrail) async throws -> String {
        try await Tool.run(["policy", "show", "--trail", trail.path, "--json"]).output
    }

    @Test func `A policy begins when it says`() async throws {
        let trail = try await SampleTrail(events: nil)
        let receipt = try await Self.publish("later", 5, in: trail, "--effective-from", "2126-01-01T00:00:00+08:00")
        #expect(receipt.contains("2125-12-31T16:00:00Z") && receipt.contains("later"))
        #expect(try await Self.shown(in: trail).contains("standard-1"))
        let event = try await trail.run("show", "1", "--json").output
        #expect(event.contains("effectiveFrom"))
        let wrong = try await Tool.run(
            ["policy", "publish", "--trail", trail.path, "later.yaml", "--effective-from", "2126-01-01"])
        #expect(wrong.status == 2)
    }

    @Test func `An earlier version is published again, and the same one twice only once`() async throws {
        let trail = try await SampleTrail(events: nil)
        for (version, tolerance) in [("one", 4), ("two", 5), ("one", 4)] {
            _ = try await Self.publish(version, tolerance, in: trail)
            #expect(try await Self.shown(in: trail).contains("\"version\":\"\(version)\""))
        }
        let events = try await trail.run("log", "--kind", "policy.published", "--json").output
        #expect(try await Self.publish("one", 4, in: trail).contains("published already"))
        #expect(try await trail.run("log", "--kind", "policy.published", "--json").output == events)
        #expect(events.split(separator: "\n").count == 4)
    }
}
