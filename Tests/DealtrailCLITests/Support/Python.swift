import Foundation

/// Python, where it is installed.
enum Python {
    /// Whether modules can be imported, such as `cbor2, lmdb`.
    static func has(_ modules: String) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "import \(modules)"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    static func run(_ arguments: [String]) async throws -> Tool.Run {
        let here = ProcessInfo.processInfo.environment
        return try await Tool.run(
            URL(filePath: "/usr/bin/env"), ["python3"] + arguments,
            environment: ["PATH": here["PATH"] ?? "/usr/bin:/bin", "HOME": here["HOME"] ?? "/"])
    }
}
