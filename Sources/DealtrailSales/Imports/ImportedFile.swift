public import DealtrailModel

/// A file that was imported.
public struct ImportedFile: Codable, Hashable, Sendable {
    /// The name, without its directories.
    public let name: String
    /// The SHA-256 of the file.
    public let digest: ContentDigest

    /// Creates an entry.
    public init(name: String, digest: ContentDigest) {
        self.name = name
        self.digest = digest
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case digest = 2
    }
}
