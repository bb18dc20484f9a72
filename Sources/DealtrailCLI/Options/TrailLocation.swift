import ArgumentParser
import Dealtrail
import Foundation

/// Which trail a command works on.
struct TrailLocation: ParsableArguments {
    @Option(
        name: .customLong("trail"), help: "The directory of the trail (or DEALTRAIL_TRAIL).", completion: .directory)
    var given: String?

    /// The path, from the option or the environment.
    func path() throws -> String {
        if let given { return given }
        if let path = ProcessInfo.processInfo.environment["DEALTRAIL_TRAIL"], !path.isEmpty { return path }
        throw ToolError.usage("which trail? give --trail PATH or set DEALTRAIL_TRAIL")
    }

    /// Opens the trail, runs a body, and closes the trail whatever happens.
    func withTrail<Result>(_ body: (Trail) async throws -> Result) async throws -> Result {
        let trail = try await Trail.open(at: path())
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
