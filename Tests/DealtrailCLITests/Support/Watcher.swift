import Foundation

/// A run of the tool that goes on until it is stopped.
final class Watcher: Sendable {
    private let process = Process()
    private let output = Pipe()

    init(_ arguments: [String]) throws {
        process.executableURL = Tool.executable
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// The first line that it writes: from then on it is at work.
    func firstLine() throws -> String {
        var bytes = Data()
        while !bytes.contains(0x0a) {
            guard let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty else { break }
            bytes += more
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    deinit { process.terminate() }
}
