import Foundation

/// The test vectors that nobody on this project wrote.
///
/// They lie beside the package, and not in it; `README.md` there names their sources.
enum SharedVectors {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent()  // DealtrailProofTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()  // the package
        .appending(path: "../shared/vectors")
        .standardizedFileURL

    static let missing = "The vectors are not here: put them into \(folder.path()) to run this"

    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path())
    }

    static func read(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: path)))
    }

    /// The paths of all JSON files below a folder, in a fixed order; empty when the folder is absent.
    static func cases(below path: String) -> [String] {
        let root = folder.appending(path: path)
        guard let names = FileManager.default.enumerator(atPath: root.path()) else { return [] }
        return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted().map { "\(path)/\($0)" }
    }
}
