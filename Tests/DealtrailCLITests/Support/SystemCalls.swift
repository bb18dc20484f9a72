import Foundation
import Testing

/// The system calls of a run of the tool, as `strace` tells them.
enum SystemCalls {
    private static let strace = "/usr/bin/strace"

    static let canTrace: Bool = {
        guard FileManager.default.isExecutableFile(atPath: strace) else { return false }
        let process = Process()
        process.executableURL = URL(filePath: strace)
        process.arguments = ["-o", "/dev/null", "/bin/true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// Runs the tool; returns its calls that open, write, sync and rename, one a line, with the paths of descriptors.
    static func traced(_ arguments: [String]) async throws -> [String] {
        let scratch = Scratch()
        let calls = "trace=openat,write,pwrite64,pwritev,writev,fsync,fdatasync,msync,rename,renameat,renameat2"
        let run = try await Tool.run(
            URL(filePath: strace),
            ["-f", "-y", "-e", calls, "-o", scratch.path("calls"), Tool.executable.path()] + arguments)
        try #require(run.status == 0, "\(run.errors)")
        return try String(contentsOfFile: scratch.path("calls"), encoding: .utf8).components(separatedBy: "\n")
    }

    static func writes(_ call: String, to path: String) -> Bool {
        call.contains(path) && ["write(", "pwrite64(", "pwritev(", "writev("].contains { call.contains($0) }
    }

    static func syncs(_ call: String, _ path: String) -> Bool {
        call.contains(path) && (call.contains("fsync(") || call.contains("fdatasync("))
    }
}
