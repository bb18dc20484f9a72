public import DealtrailProof
import Foundation

/// Files that an auditor names.
public enum AuditInput: Sendable {
    /// The bytes of a file.
    ///
    /// - Throws: `FormatError` when it cannot be read.
    /// - Complexity: O(*n*) in its length.
    public static func read(_ path: String) throws(FormatError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw FormatError(.file, "\(path) cannot be read: \(error.localizedDescription)")
        }
    }
}
