import Foundation

/// Where proof files and checkpoints go.
enum ProofOutput {
    /// Writes to a file, whole or not at all, or to standard output.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path else { return try Output.write(String(decoding: bytes, as: UTF8.self)) }
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ToolError(.system, "cannot write \(path): \(error.localizedDescription)")
        }
    }
}
