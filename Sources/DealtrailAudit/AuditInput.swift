import Foundation

/// Files that an auditor names.
public enum AuditInput: Sendable {
    /// The bytes of a file.
    ///
    /// - Throws: `CocoaError` when it cannot be read.
    /// - Complexity: O(*n*) in its length.
    public static func read(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }
}
