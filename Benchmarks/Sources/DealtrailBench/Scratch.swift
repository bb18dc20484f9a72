import Foundation

/// A directory for one benchmark, on the disk that `DEALTRAIL_BENCH_DIR` names or the temporary one.
struct Scratch {
    let path: String

    /// A directory that outlives the run.
    init(path: String) { self.path = path }

    init(_ name: String) throws {
        let base =
            ProcessInfo.processInfo.environment["DEALTRAIL_BENCH_DIR"] ?? FileManager.default.temporaryDirectory.path
        path = "\(base)/dealtrail-bench-\(getpid())-\(name)"
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Creates the directory itself, for those that expect it.
    func created() throws -> String {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
