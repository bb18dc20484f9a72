import DealtrailLMDB
import DealtrailModel
import Foundation

extension ViewStore {
    /// The path of the files of a build, up to the number of the thread.
    func buildPath(_ token: UInt64) -> String { "\(buildsDirectory)/\(token)" }

    /// Takes away the files of builds that no view knows of any more.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`).
    func sweepBuilds() throws {
        // First the files, then the builds: whoever begins meanwhile is known before his files are there.
        let files = (try? FileManager.default.contentsOfDirectory(atPath: buildsDirectory)) ?? []
        let known = Set(try records().compactMap { $0.build?.token })
        for file in files where !file.hasSuffix(".lock") {
            guard let token = file.split(separator: ".").first.flatMap({ UInt64($0) }), !known.contains(token) else {
                continue
            }
            try? FileManager.default.removeItem(atPath: "\(buildsDirectory)/\(file)")
        }
    }

    /// Removes a view for good: its tables are emptied, so that their room is used again, and what a build of it has saved
    /// goes.
    ///
    /// - Throws: ``EngineError`` (`rebuildRunning` while somebody builds it, `unknownView` when it is not stored,
    ///   `damagedView`), `LMDBError`.
    @available(*, noasync, message: "a write transaction belongs to one thread")
    public func remove(_ identity: ViewIdentity) throws {
        guard try identities().contains(identity) else {
            throw EngineError(.unknownView, "\(identity) is not stored here")
        }
        guard let lock = try BuildLock.attempt(identity, in: self) else {
            throw EngineError(.rebuildRunning, "\(identity)")
        }
        try withExtendedLifetime(lock) {
            try drop(identity)
            try sweepBuilds()
        }
    }
}
