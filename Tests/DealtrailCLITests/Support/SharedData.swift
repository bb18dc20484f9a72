import Foundation

/// Real data that nobody on this project wrote; it lies beside the package, and not in it.
enum SharedData {
    static let folder = Tool.package.appending(path: "../shared/data").standardizedFileURL
    static let isPresent = FileManager.default.fileExists(atPath: folder.appending(path: "README.md").path())
}
