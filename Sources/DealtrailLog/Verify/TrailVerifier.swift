import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Foundation

/// Checks a whole trail: every record against its checksums and its header against its event, positions, revisions and
/// times, the hash tree and the head, the index runs, the blobs.
///
/// A damaged file can make the store's own code crash, so the tool runs this in a child process; a service should too.
public struct TrailVerifier: Sendable {
    private let directory: String

    /// Prepares to check the trail in a directory.
    public init(directory: String) {
        self.directory = directory
    }

    /// Checks everything.
    ///
    /// - Parameter progress: Called from time to time with the count of events checked and of all events.
    /// - Throws: ``LogError`` when there is no trail to check; what is wrong inside one is in the report.
    /// - Complexity: O(log); memory for one number a stream.
    public func verify(progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> VerifyReport {
        let manifest = try Manifest.read(in: directory)
        guard let key = manifest.key else { throw LogError(.notATrail, directory) }
        let folder = TrailDirectory(directory)
        let store = try LogStore(at: folder.log, create: false, mapSize: manifest.mapSize)
        var check = LogCheck(hasher: NameHasher(low: key.low, high: key.high))
        let head = try store.head()
        let runs = openRuns(folder, manifest, &check)
        check.expectRuns(runs.list)
        try check.run(store, head: head, progress: progress)
        if let runStore = runs.store { try check.compare(runs.list, in: runStore) }
        let blobs = BlobStore(directory: folder.blobs)
        for digest in blobs.digests() {
            do throws(LogError) { _ = try blobs.content(digest) } catch { check.report("blob", nil, "\(error)") }
        }
        return check.result(origin: manifest.origin, runs: runs.list.count)
    }

    /// The index is derived: when it cannot be read at all, that is a problem to report and no reason to stop.
    private func openRuns(
        _ folder: TrailDirectory, _ manifest: Manifest, _ check: inout LogCheck
    ) -> (store: RunStore?, list: [IndexRun]) {
        guard FileManager.default.fileExists(atPath: folder.index + "/data.mdb") else { return (nil, []) }
        do {
            let runs = try RunStore(at: folder.index, mapSize: manifest.mapSize)
            return (runs, try translating { try runs.list(runs.environment.read()) })
        } catch {
            check.report("index", nil, "\(error)")
            return (nil, [])
        }
    }
}
