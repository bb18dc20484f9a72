import Foundation
import Testing

/// The built tool, run as a process of its own.
struct Tool {
    /// What a run left.
    struct Run {
        let status: Int32
        /// Whether it ended by itself, and not by a signal.
        let hasExited: Bool
        let output: String
        let errors: String

        /// The output as a JSON object.
        var json: [String: Any] {
            get throws {
                let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
                return try #require(value as? [String: Any])
            }
        }

        /// The lines of the output.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// It lies beside the bundle of the tests.
    static let executable: URL = built("dealtrail")

    /// The small tool for auditors.
    static let checker: URL = built("dealtrail-check")

    private static func built(_ name: String) -> URL {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let place = bundle ?? Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
        return place.deletingLastPathComponent().appending(path: name)
    }

    static let package = URL(filePath: #filePath)
        .deletingLastPathComponent()  // Support
        .deletingLastPathComponent()  // DealtrailCLITests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()  // the package

    static func fixture(_ path: String) -> String { package.appending(path: "Fixtures/\(path)").path() }

    /// Runs the tool.
    ///
    /// - Parameters:
    ///   - arguments: The command and its options.
    ///   - input: What stands on standard input.
    ///   - environment: Beside `PATH` and `HOME`; nothing else of this process is passed on.
    static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> Run {
        try await run(executable, arguments, input: input, environment: environment)
    }

    /// Runs any program.
    static func run(
        _ program: URL, _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> Run {
        let scratch = Scratch()
        let names = ["in", "out", "err"].map { scratch.path($0) }
        try Data(input.utf8).write(to: URL(filePath: names[0]))
        for name in names.dropFirst() { try Data().write(to: URL(filePath: name)) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: scratch.directory)
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/"].merging(environment) { $1 }
        // Files, not pipes: whatever a run writes, nobody has to read meanwhile.
        let source = try FileHandle(forReadingFrom: URL(filePath: names[0]))
        let output = try FileHandle(forWritingTo: URL(filePath: names[1]))
        let errors = try FileHandle(forWritingTo: URL(filePath: names[2]))
        // By hand: a process that has ended keeps its handles, and with some 1,360 descriptors open Foundation's start of
        // a process reads past the end of its list of them.
        defer { for handle in [source, output, errors] { try? handle.close() } }
        process.standardInput = source
        process.standardOutput = output
        process.standardError = errors
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        return Run(
            status: process.terminationStatus, hasExited: process.terminationReason == .exit,
            output: try String(contentsOf: URL(filePath: names[1]), encoding: .utf8),
            errors: try String(contentsOf: URL(filePath: names[2]), encoding: .utf8))
    }
}
