import Foundation
import Testing

/// A trail with the events of `Fixtures/cli/sales.jsonl`, recorded now: position 0 is the policy.
struct SampleTrail {
    let scratch = Scratch()
    var path: String { scratch.path("sales.trail") }

    init(events: String? = Tool.fixture("cli/sales.jsonl"), options: [String] = []) async throws {
        let made = try await Tool.run(
            ["init", "--trail", path, "--origin", "example.com/sales", "--author", "ops:test"] + options)
        try #require(made.status == 0, "\(made.errors)")
        guard let events else { return }
        let appended = try await Tool.run(["append", "--trail", path, events])
        try #require(appended.status == 0, "\(appended.errors)")
    }

    /// Runs a command on the trail.
    func run(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) async throws -> Tool.Run {
        try await Tool.run(
            [arguments[0], "--trail", path] + arguments.dropFirst(), input: input, environment: environment)
    }

    /// One CloudEvent, as a line.
    static func line(_ id: String, author: String? = "rep:lin", kind: String = "crm.note-added") -> String {
        let who = author.map { ",\"author\":\"\($0)\"" } ?? ""
        return "{\"specversion\":\"1.0\",\"id\":\"\(id)\",\"source\":\"test\",\"type\":\"\(kind)\","
            + "\"subject\":\"account:acme\",\"data\":{\"text\":\"\(id)\"}\(who)}\n"
    }
}
