import Foundation

/// Python, where it is installed.
enum Python {
    static let hasCBOR2 = (try? run(["-c", "import cbor2"]).status) == 0
    static let hasCryptography = (try? run(["-c", "import cbor2, cryptography"]).status) == 0

    /// Runs Python; output and errors come back as one text.
    static func run(_ arguments: [String], input: Data = Data()) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        let given = Pipe()
        process.standardInput = given
        try process.run()
        try given.fileHandleForWriting.write(contentsOf: input)
        try given.fileHandleForWriting.close()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
