import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// Gives a trail a larger map, so that its log may grow beyond the old one.
public enum TrailGrowth: Sendable {
    /// Grows the maps of the log and of its index.
    ///
    /// Do it while no other process has the trail open: growing from several at once has been reported to damage files
    /// (`Environment.growMap`). What is stored is not touched.
    ///
    /// - Parameters:
    ///   - directory: The directory of the trail.
    ///   - byteCount: The new size of the map in bytes, above the present one.
    /// - Returns: The sizes before and after.
    /// - Throws: ``LogError``: `notFound`, `notATrail`; `system` when the new size is not larger, or when there is no
    ///   address space for it.
    public static func grow(_ directory: String, to byteCount: Int) throws -> (before: Int, after: Int) {
        let manifest = try Manifest.read(in: directory)
        guard byteCount > manifest.mapSize else {
            throw LogError(.system, "the map has \(manifest.mapSize) bytes; \(byteCount) is not larger")
        }
        let store = try LogStore(at: TrailDirectory(directory).log, create: false, mapSize: manifest.mapSize)
        try translating {
            try store.environment.growMap(to: byteCount)
            // The new size is kept in the file by the next commit, so this one rewrites the head as it is; read under
            // the write lock, lest it takes back what another process appends.
            try store.environment.write { (transaction: inout WriteTransaction) throws in
                try store.head(transaction).write(to: &transaction, store.main)
            }
        }
        // Last: with the old manifest the trail opens as before.
        try manifest.grown(to: byteCount).write(in: directory)
        return (manifest.mapSize, byteCount)
    }
}
