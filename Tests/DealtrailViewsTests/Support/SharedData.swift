import Foundation

/// Real data that nobody on this project wrote; it lies beside the package, and `README.md` there names its sources.
enum SharedData {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent()  // Support
        .deletingLastPathComponent()  // DealtrailViewsTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()  // the package
        .appending(path: "../shared/data")
        .standardizedFileURL

    static let isHere = FileManager.default.fileExists(atPath: folder.path())
    static let missing = "The data is not here: put it into \(folder.path()) to run this"

    /// The rows of a file by column name; the files have no quoted fields.
    static func rows(_ path: String) throws -> [[String: String]] {
        let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline)
        guard let head = lines.first else { return [] }
        let names = head.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(zip(names, fields), uniquingKeysWith: { first, _ in first })
        }
    }
}
