public import DealtrailProof
import Foundation

/// Files that an auditor names.
public enum AuditInput: Sendable {
    /// The bytes of a file.
    ///
    /// - Throws: `FormatError` (`file`) when it cannot be read.
    /// - Complexity: O(*n*) in its length.
    public static func read(_ path: String) throws(FormatError) -> [UInt8] {
        try read(path, .file)
    }

    /// The one line of the file of a public key, without its newline.
    ///
    /// - Throws: `FormatError`: `keyFile` when it cannot be read, and with line and path for a file of more lines.
    static func key(_ path: String) throws(FormatError) -> String {
        var bytes = try read(path, .keyFile)[...]
        if bytes.last == 0x0a { bytes = bytes.dropLast() }
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0x0a) else {
            throw FormatError(.verifierKey, line: 1, "\(path) is not one line of text")
        }
        return text
    }

    /// Says in which file a key does not read.
    static func located<Key>(_ path: String, _ read: () throws(FormatError) -> Key) throws(FormatError) -> Key {
        do throws(FormatError) {
            return try read()
        } catch {
            throw FormatError(error.document, line: 1, "\(path): \(error.reason)")
        }
    }

    private static func read(_ path: String, _ document: FormatError.Document) throws(FormatError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            throw FormatError(document, "there is no \(path)")
        } catch {
            throw FormatError(document, "\(path): \(error.localizedDescription)")
        }
    }
}
