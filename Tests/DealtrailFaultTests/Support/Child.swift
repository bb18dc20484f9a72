import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A process that a test starts, listens to line by line, and may kill.
final class Child {
    /// How a child ended.
    enum End: Hashable {
        case status(Int32)
        case signal(Int32)
    }

    private let process = Process()
    private let output: FileHandle
    private var rest: [UInt8] = []
    private var isAtEnd = false

    /// Starts an executable of this package, which lies beside the tests, or the one at an absolute path.
    ///
    /// - Parameter variables: Beside those of this process.
    init(
        _ executable: String, _ arguments: [String], in directory: String? = nil, input: String? = nil,
        variables: [String: String] = [:]
    ) throws {
        process.executableURL =
            executable.hasPrefix("/")
            ? URL(filePath: executable) : Self.folder.appendingPathComponent(executable)
        process.arguments = arguments
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        var environment = ProcessInfo.processInfo.environment
        // Some children are meant to crash; a trace of each would take seconds.
        environment["SWIFT_BACKTRACE"] = "enable=no"
        process.environment = environment.merging(variables) { $1 }
        let pipe = Pipe()
        output = pipe.fileHandleForReading
        process.standardOutput = pipe
        process.standardError = pipe
        if let input {
            let source = Pipe()
            process.standardInput = source
            // Less than a pipe holds, so that this cannot wait for the child.
            try source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try source.fileHandleForWriting.close()
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        try process.run()
        // Held open here it would never end.
        try pipe.fileHandleForWriting.close()
    }

    static func writer(_ arguments: String...) throws -> Child { try Child("DealtrailFaultWriter", arguments) }

    /// Runs the tool of this package to its end.
    static func tool(_ arguments: String..., in directory: String? = nil, input: String? = nil) throws
        -> (end: End, lines: [String])
    {
        let child = try Child("dealtrail", arguments, in: directory, input: input)
        let lines = child.lines()
        return (child.wait(), lines)
    }

    /// The folder with the products of the build.
    static var folder: URL {
        #if os(Linux)
            URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        #else
            Bundle(for: Child.self).bundleURL.deletingLastPathComponent()
        #endif
    }

    /// The next whole line; `nil` at the end.
    ///
    /// A line that a kill cut off is none.
    func line() -> String? {
        while true {
            if let end = rest.firstIndex(of: 0x0a) {
                defer { rest.removeFirst(end + 1) }
                return String(decoding: rest[..<end], as: UTF8.self)
            }
            guard !isAtEnd else { return nil }
            let chunk = output.availableData
            if chunk.isEmpty { isAtEnd = true } else { rest += chunk }
        }
    }

    /// All lines to the end.
    func lines() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        return lines
    }

    /// Its number.
    var identifier: Int { Int(process.processIdentifier) }

    /// Ends it at once, as a loss of power to the process would.
    func kill() { _ = Foundation.kill(process.processIdentifier, SIGKILL) }

    /// Whether it has not ended.
    var isAlive: Bool { process.isRunning }

    /// Tells it to end.
    func terminate() { _ = Foundation.kill(process.processIdentifier, SIGTERM) }

    func wait() -> End {
        process.waitUntilExit()
        return process.terminationReason == .exit
            ? .status(process.terminationStatus) : .signal(process.terminationStatus)
    }
}
