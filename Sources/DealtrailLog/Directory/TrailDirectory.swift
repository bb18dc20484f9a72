import Foundation

/// The folders of a trail (DESIGN section 4).
///
/// `log/` is the truth; `checkpoints/`, `blobs/`, `keys/` and `receipts/` belong to it; `index/` and `views/` are derived and may be
/// deleted while the trail is closed.
struct TrailDirectory: Hashable, Sendable {
    let path: String

    /// The folders at a path; a relative one is taken from where the process is now, and not from where it goes later.
    init(_ path: String) {
        self.path = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    var log: String { path + "/log" }
    var index: String { path + "/index" }
    var views: String { path + "/views" }
    var blobs: String { path + "/blobs" }
    var checkpoints: String { path + "/checkpoints" }
    var keys: String { path + "/keys" }
    /// Made with the first erasure.
    var receipts: String { path + "/receipts" }

    /// Whether there is anything at the path but an empty directory.
    var isOccupied: Bool {
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            return FileManager.default.fileExists(atPath: path)
        }
        return !entries.isEmpty
    }

    /// Refuses a path at which there is something.
    ///
    /// - Throws: ``LogError``: `exists` for a trail, `notATrail` for anything else, such as what a creation that was cut
    ///   off has left.
    func requireVacant() throws(LogError) {
        guard isOccupied else { return }
        if FileManager.default.fileExists(atPath: path + "/" + Manifest.fileName) { throw LogError(.exists, path) }
        throw LogError(.notATrail, "\(path) is not empty and has no \(Manifest.fileName); choose another directory")
    }

    /// Creates the directory and its folders; the manifest comes last, since it is what makes a trail of them.
    ///
    /// - Throws: ``LogError``: `exists` when another is creating a trail here: whoever makes `log/` has the place.
    func createFolders() throws(LogError) {
        try DurableFile.createDirectory(path)
        try DurableFile.createDirectory(log, new: true)
        for folder in [index, views, blobs, checkpoints, keys] { try DurableFile.createDirectory(folder) }
    }
}
