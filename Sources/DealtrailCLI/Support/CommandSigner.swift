import Dealtrail
import Foundation

/// A signer outside this tool: a command that gets the body of a note on standard input and prints one signature line
/// (`docs/proof.md`, "Keys that are somewhere else").
struct CommandSigner: NoteSigner {
    let command: String
    let verifierKey: VerifierKey

    func signature(of body: [UInt8]) async throws -> NoteSignature {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        do {
            try process.run()
        } catch {
            throw ToolError(.system, "cannot start the signer: \(error.localizedDescription)")
        }
        // A body is far smaller than a pipe, so nobody has to read meanwhile; one that does not read it is told below.
        try? input.fileHandleForWriting.write(contentsOf: Data(body))
        try? input.fileHandleForWriting.close()
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw ToolError(.system, "the signer ended with status \(process.terminationStatus); nothing was signed")
        }
        guard bytes.last == 0x0a, let line = String(validating: bytes.dropLast(), as: UTF8.self) else {
            throw FormatError(.signature, line: 1, "the signer did not print one line")
        }
        return try NoteSignature(line: line, number: 1)
    }
}
