public import DealtrailModel

/// How the rows of a file become events; written in YAML (`docs/import.md`).
public struct Mapping: Hashable, Sendable {
    /// The name, which is part of every command identifier: two mappings for one file do not get in each other's way.
    public let name: String
    /// The SHA-256 of the YAML text.
    public let digest: ContentDigest
    let isOrderedByTime: Bool
    let pipeline: PipelineSpec?
    let tables: [MappedFile]
    let source: MappedFile

    /// The files that it looks things up in: the name in the mapping, and the file's name beside the main one.
    public var tableFiles: [(name: String, file: String)] { tables.map { ($0.name, $0.path ?? $0.name) } }

    /// Reads and checks a mapping.
    ///
    /// - Parameters:
    ///   - yaml: The text.
    ///   - file: Its name, for messages.
    ///   - catalog: The events that it may name.
    /// - Throws: ``MappingError`` with every problem, each with its line and column.
    /// - Complexity: O(text).
    public init(yaml: String, file: String, catalog: Catalog) throws(MappingError) {
        self = try MappingParser.parse(yaml, file: file, catalog: catalog)
    }

    init(
        name: String, digest: ContentDigest, isOrderedByTime: Bool, pipeline: PipelineSpec?, tables: [MappedFile],
        source: MappedFile
    ) {
        self.name = name
        self.digest = digest
        self.isOrderedByTime = isOrderedByTime
        self.pipeline = pipeline
        self.tables = tables
        self.source = source
    }
}
