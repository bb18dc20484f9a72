import DealtrailImport
import DealtrailModel
import DealtrailSales
import Foundation

/// The package's own mappings, and real data that nobody on this project wrote.
///
/// The data lie beside the package, and not in it; `README.md` there names their sources.
enum SharedData {
    static let package = URL(filePath: #filePath)
        .deletingLastPathComponent()  // DealtrailImportTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()  // the package
    static let folder = package.appending(path: "../shared/data").standardizedFileURL
    static let missing = "skipped: the data are not here; put them into \(folder.path()) to run this"

    static let isPresent = FileManager.default.fileExists(atPath: folder.appending(path: "README.md").path())

    static func file(_ path: String) -> URL { folder.appending(path: path) }

    static func mapping(_ name: String) throws -> Mapping {
        let url = package.appending(path: "Fixtures/mappings/\(name).yaml")
        return try Mapping(
            yaml: try String(contentsOf: url, encoding: .utf8), file: url.lastPathComponent, catalog: .sales)
    }

    static let importer = Author("ops:wu", channel: .tool)

    /// Imports a file into a trail of its own.
    static func run(_ name: String, _ path: String) async throws -> (TemporaryTrail, ImportReport) {
        let trail = try TemporaryTrail()
        let importer = Importer(mapping: try mapping(name), log: trail.log, importer: importer)
        return (trail, try await importer.run(files: ImportFiles(file(path))))
    }
}
