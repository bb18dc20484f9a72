import Foundation
import Testing

/// A sample trail with a signed checkpoint of 25 events: position 13 is a price edit of quote Q-1.
struct SignedTrail {
    let sample: SampleTrail
    /// The verifier key.
    let key: String

    init() async throws {
        sample = try await SampleTrail()
        let file = sample.scratch.path("log.key")
        let made = try await Tool.run(["keys", "generate", "--name", "example.com/sales", "--out", file])
        try #require(made.status == 0, "\(made.errors)")
        key = made.output.trimmingCharacters(in: .newlines)
        try await checkpoint("checkpoint")
    }

    func path(_ name: String) -> String { sample.scratch.path(name) }

    func run(_ arguments: String...) async throws -> Tool.Run {
        try await Tool.run([arguments[0], "--trail", sample.path] + arguments.dropFirst())
    }

    /// Signs, and writes the checkpoint to a file of this name.
    @discardableResult
    func checkpoint(_ name: String) async throws -> String {
        let signed = try await run("checkpoint", "--key", path("log.key"), "--out", path(name))
        try #require(signed.status == 0, "\(signed.errors)")
        return path(name)
    }

    /// Appends one event.
    func grow() async throws {
        let grown = try await sample.run("append", input: SampleTrail.line("later"))
        try #require(grown.status == 0, "\(grown.errors)")
    }

    /// Writes a proof to a new file.
    func prove(_ arguments: String...) async throws -> String {
        let file = path("proof-\(UUID().uuidString)")
        let proved = try await Tool.run(["prove", "--trail", sample.path, "--out", file] + arguments)
        try #require(proved.status == 0, "\(proved.errors)")
        return file
    }
}
