public import DealtrailLog
public import DealtrailModel
public import DealtrailSales
public import Foundation

/// Appends what the rows of files tell, as a mapping says.
///
/// An import appends facts and runs no decider: real data breaks rules, and what breaks one is reported as a breach. The
/// same key with the same content adds nothing, so an import that was interrupted is simply run again.
///
/// ```swift
/// let mapping = try Mapping(yaml: text, file: "crm-opportunities.yaml", catalog: .sales)
/// let importer = Importer(mapping: mapping, log: log, importer: Author("ops:wu", channel: .tool))
/// let report = try await importer.run(files: ImportFiles(pipeline), rejects: rejects)
/// ```
public struct Importer: Sendable {
    /// How the rows become events.
    public let mapping: Mapping
    /// Where they go.
    public let log: any EventLog
    /// Who imports: the author of the event that says so, and of definitions that no row states.
    public let importer: Author
    /// The events that the mapping names.
    public let catalog: Catalog

    /// Creates an importer.
    public init(mapping: Mapping, log: any EventLog, importer: Author, catalog: Catalog = .sales) {
        self.mapping = mapping
        self.log = log
        self.importer = importer
        self.catalog = catalog
    }

    /// Imports files.
    ///
    /// - Parameters:
    ///   - files: The main file and those that it looks things up in.
    ///   - rejects: Where rejected rows go, as CSV; an existing file is replaced.
    ///   - progress: Told after every batch.
    /// - Returns: What was taken, what was there already, what was rejected and why, and which rules the rows break.
    /// - Throws: ``ImportError`` when a file cannot be read or does not fit the mapping, before anything is appended; the
    ///   error of the log when it cannot append; `CancellationError`. What was appended stays, and is found there when the
    ///   import is run again.
    /// - Complexity: O(bytes of the files); memory for the look-up tables, and with `order: occurred` for all events.
    public func run(
        files: ImportFiles, rejects: URL? = nil, progress: (@Sendable (ImportProgress) -> Void)? = nil
    ) async throws -> ImportReport {
        guard importer.isValid else {
            throw ImportError(.refused, "the importer \"\(importer.id)\" is not a valid author")
        }
        let unknown = files.tables.keys.filter { name in !mapping.tables.contains { $0.name == name } }.sorted()
        guard unknown.isEmpty else {
            throw ImportError(.files, "the mapping \(mapping.name) has no table \(unknown.joined(separator: ", "))")
        }
        var inputs = [ImportInput(file: mapping.source, url: files.source)]
        for table in mapping.tables { inputs.append(ImportInput(file: table, url: files.table(table))) }
        for index in inputs.indices {
            (inputs[index].digest, inputs[index].bytes) = try CSVFile.digest(of: inputs[index].url)
        }
        let source = try CSVTable(files.source, as: mapping.source)
        let loaded = try inputs.dropFirst().enumerated().map { index, input in
            try LoadedTable(input, index: index + 1)
        }
        var session = try await ImportSession.begin(
            mapping: mapping, log: log, importer: importer, inputs: inputs, rejects: rejects, progress: progress)
        let tables = loaded.map(\.table)
        var maker = EventMaker(catalog: catalog)
        for table in loaded { try await session.take(table, tables: tables, &maker) }
        try await session.take(source, tables: tables, isOrderedByTime: mapping.isOrderedByTime, &maker)
        return try await session.end()
    }
}
