import DealtrailLog
import Foundation

/// A trail on disk that is deleted with the last reference to it.
final class TemporaryTrail: Sendable {
    let log: TrailLog

    init() throws {
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "dealtrail-import-\(UUID().uuidString).trail")
        log = try TrailLog.create(at: directory.path(), origin: "example.com/test")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: log.directory)
    }
}
