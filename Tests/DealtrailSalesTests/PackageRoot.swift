import Foundation

/// Where the package lies, found from this file.
enum PackageRoot {
    static let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Whether golden files are to be written rather than compared.
    static let writesFixtures = ProcessInfo.processInfo.environment["DEALTRAIL_WRITE_FIXTURES"] == "1"
}
