public import DealtrailModel

/// An import of files began (`docs/features.md` row 86).
///
/// Every event that it brings names its file, row and digest as its provenance.
public struct ImportStarted: Event {
    /// `import.started`.
    public static let kind: EventKind = "import.started"

    /// The import.
    public let id: ImportID
    /// The mapping that is applied, such as `crm-opportunities`.
    public let importer: String
    /// The files, in order.
    public let files: [ImportedFile]
    /// The SHA-256 of the mapping; `nil` for one built in.
    public let mapping: ContentDigest?

    /// Creates the event.
    public init(id: ImportID, importer: String, files: [ImportedFile] = [], mapping: ContentDigest? = nil) {
        self.id = id
        self.importer = importer
        self.files = files
        self.mapping = mapping
    }

    /// The import's.
    public var stream: StreamName { .import(id) }
    /// The import.
    public var tags: [Tag] { [.import(id)] }

    package enum CodingKeys: Int, CodingKey {
        case id = 1
        case importer = 2
        case files = 3
        case mapping = 4
    }
}
