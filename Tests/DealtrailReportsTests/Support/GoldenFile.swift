import Foundation
import Testing

/// A report as it was when somebody last looked at it and found it right.
enum GoldenFile {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent()  // Support
        .deletingLastPathComponent()  // DealtrailReportsTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()  // the package
        .appending(path: "Fixtures/reports")

    static let isWritten = ProcessInfo.processInfo.environment["DEALTRAIL_WRITE_FIXTURES"] == "1"

    static func expect(_ text: String, in name: String) throws {
        let file = folder.appending(path: name)
        if isWritten {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(text == golden, "\(name) differs; if the change is meant, set DEALTRAIL_WRITE_FIXTURES=1")
    }
}
