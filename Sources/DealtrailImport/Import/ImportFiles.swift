public import Foundation

/// The files of an import.
public struct ImportFiles: Hashable, Sendable {
    /// The main file.
    public let source: URL
    /// The files that things are looked up in, by the name that the mapping gives them.
    ///
    /// One that is not here is looked for beside the main file, under the name that the mapping states.
    public let tables: [String: URL]

    /// Creates a choice of files.
    public init(_ source: URL, tables: [String: URL] = [:]) {
        self.source = source
        self.tables = tables
    }

    /// The file of a table.
    func table(_ table: MappedFile) -> URL {
        tables[table.name]
            ?? source.deletingLastPathComponent().appendingPathComponent(table.path ?? table.name)
    }
}
