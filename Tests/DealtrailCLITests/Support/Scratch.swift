import Foundation

/// A directory of a test's own, gone with it.
final class Scratch: Sendable {
    let directory: String

    init() {
        directory = FileManager.default.temporaryDirectory.appending(path: "dealtrail-\(UUID().uuidString)").path()
        try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    func path(_ name: String) -> String { directory + "/" + name }
}
