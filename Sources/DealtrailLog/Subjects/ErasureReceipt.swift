public import DealtrailModel
import Foundation

/// What whoever asked for an erasure is given: which keys were destroyed, and where the log says so (`docs/erasure.md`).
///
/// A backup from before an erasure still has the keys; with the receipt they are destroyed again after it was restored.
/// Receipts hold no personal data, so they are kept as long as the oldest backup.
public struct ErasureReceipt: Codable, Hashable, Sendable {
    /// The log.
    public let origin: String
    /// Whose data it was.
    public let subject: SubjectID
    /// The commitments of the keys that were destroyed.
    public let keys: [ContentDigest]
    /// Who did it.
    public let author: ActorID
    /// Why.
    public let reason: String
    /// When it was recorded, as RFC 3339 in UTC.
    public let recordedAt: String
    /// The place of the event in the log.
    public let position: UInt64
    /// The identifier of the event.
    public let event: EventID

    /// Creates the receipt of an event.
    public init(_ erased: SubjectErased, event: RecordedEvent, origin: String) {
        self.origin = origin
        subject = erased.subject
        keys = erased.keys
        author = event.author.id
        reason = erased.reason
        recordedAt = event.recordedAt.description
        position = event.position
        self.event = event.id
    }

    /// The name of its file among others.
    public var fileName: String { "\(position)-\(event).erasure.json" }

    /// JSON with sorted keys.
    ///
    /// - Throws: `EncodingError`.
    public func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// Writes the receipt to a file, and syncs it.
    ///
    /// - Throws: ``LogError``, `EncodingError`.
    public func write(to path: String) throws {
        try DurableFile.write(Array(try text().utf8), to: path)
    }

    /// Reads the receipts in a file, or in all files `*.json` of a directory, sorted by name.
    ///
    /// - Throws: ``LogError`` (`system`) when there is nothing, and for a file that is no receipt.
    public static func read(_ path: String) throws -> [ErasureReceipt] {
        var isDirectory: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw LogError(.system, "there are no receipts at \(path)")
        }
        guard isDirectory.boolValue else { return [try one(path)] }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }.sorted()
        guard !names.isEmpty else { throw LogError(.system, "there are no receipts at \(path)") }
        return try names.map { try one("\(path)/\($0)") }
    }

    private static func one(_ path: String) throws -> ErasureReceipt {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw LogError(.system, "cannot read \(path)")
        }
        do {
            return try JSONDecoder().decode(Self.self, from: data)
        } catch {
            throw LogError(.system, "\(path) is no receipt of an erasure: \(error)")
        }
    }
}
