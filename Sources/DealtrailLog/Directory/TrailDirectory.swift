import Foundation

/// The folders of a trail (DESIGN section 4).
///
/// `log/` is the truth; `checkpoints/`, `blobs/` and `keys/` belong to it; `index/` and `views/` are derived and may be
/// deleted while the trail is closed.
struct TrailDirectory: Hashable, Sendable {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    var log: String { path + "/log" }
    var index: String { path + "/index" }
    var views: String { path + "/views" }
    var blobs: String { path + "/blobs" }
    var checkpoints: String { path + "/checkpoints" }
    var keys: String { path + "/keys" }

    /// Whether there is anything at the path but an empty directory.
    var isOccupied: Bool {
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            return FileManager.default.fileExists(atPath: path)
        }
        return !entries.isEmpty
    }

    /// Creates the directory and its folders; the manifest comes last, since it is what makes a trail of them.
    func createFolders() throws(LogError) {
        for folder in [path, log, index, views, blobs, checkpoints, keys] {
            try DurableFile.createDirectory(folder)
        }
    }
}
