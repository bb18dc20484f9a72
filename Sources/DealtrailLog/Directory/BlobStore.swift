public import DealtrailModel
import Foundation

/// Content too large for an event, by its SHA-256: policy texts, rendered quotes, evidence.
///
/// A blob is written and synced before the event that names it is appended. Nothing is ever overwritten: the same
/// content has the same name.
public struct BlobStore: Sendable {
    private let directory: String

    init(directory: String) {
        self.directory = directory
    }

    /// Stores content and returns its digest; content that is there already is left alone.
    ///
    /// - Throws: ``LogError``: `diskFull`, `system`.
    /// - Complexity: O(content).
    public func put(_ content: [UInt8]) throws(LogError) -> ContentDigest {
        let digest = ContentDigest(of: content)
        let path = path(digest)
        if !FileManager.default.fileExists(atPath: path) { try DurableFile.write(content, to: path) }
        return digest
    }

    /// The content with this digest, or `nil` when it is not here.
    ///
    /// - Throws: ``LogError`` (`corrupted`) when the stored bytes have another digest.
    public func content(_ digest: ContentDigest) throws(LogError) -> [UInt8]? {
        let path = path(digest)
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let content = [UInt8](data)
        guard ContentDigest(of: content) == digest else {
            throw LogError(.corrupted, "the blob \(path) does not have the digest of its name")
        }
        return content
    }

    /// The digests of everything stored, sorted.
    func digests() -> [ContentDigest] {
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [])
            .compactMap { ContentDigest(hex: $0) }.sorted()
    }

    private func path(_ digest: ContentDigest) -> String { "\(directory)/\(digest)" }
}
