import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The tool at a terminal, as a person sees it.
enum PseudoTerminal {
    /// Runs the tool with standard output at a terminal; returns what the terminal saw.
    static func run(_ arguments: [String], environment: [String: String]) async throws -> String {
        var leader: Int32 = -1
        var follower: Int32 = -1
        try #require(unsafe openpty(&leader, &follower, nil, nil, nil) == 0)
        let process = Process()
        process.executableURL = Tool.executable
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(fileDescriptor: follower, closeOnDealloc: false)
        process.standardError = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        // The output is short enough to lie in the terminal's buffer until here.
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(leader, $0.baseAddress, $0.count) }
        close(follower)
        close(leader)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
