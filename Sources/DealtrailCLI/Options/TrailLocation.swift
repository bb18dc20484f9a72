import ArgumentParser
import Dealtrail
import DealtrailAudit
import Foundation

/// Which trail a command works on.
struct TrailLocation: ParsableArguments {
    @Option(
        name: .customLong("trail"), help: "The directory of the trail (or DEALTRAIL_TRAIL).", completion: .directory)
    var given: String?

    @Option(
        help: "A checkpoint that you kept: the trail is read only when it continues it.", completion: .file())
    var knownCheckpoint: String?

    /// The path, from the option or the environment, for a command that does not open an existing trail.
    func path() throws -> String {
        guard knownCheckpoint == nil else {
            throw ToolError.usage("--known-checkpoint is for commands that read a trail")
        }
        return try place()
    }

    /// The path, from the option or the environment.
    func place() throws -> String {
        if let given { return given }
        if let path = ProcessInfo.processInfo.environment["DEALTRAIL_TRAIL"], !path.isEmpty { return path }
        throw ToolError.usage("which trail? give --trail PATH or set DEALTRAIL_TRAIL")
    }

    /// Opens the trail, runs a body, and closes the trail whatever happens.
    func withTrail<Result>(_ body: (Trail) async throws -> Result) async throws -> Result {
        let known = try knownCheckpoint.map { try SignedCheckpoint(AuditInput.read($0)).checkpoint }
        let trail = try await Trail.open(at: place(), options: TrailOptions(knownCheckpoint: known))
        let result: Result
        do {
            result = try await body(trail)
        } catch {
            // The first failure is the one to tell of.
            try? await trail.close()
            throw error
        }
        try await trail.close()
        return result
    }
}
