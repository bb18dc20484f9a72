import DealtrailLMDB
public import DealtrailModel
public import DealtrailProof
import Foundation

/// Checks a whole trail: every record against its checksums and its header against its event, positions, revisions and
/// times, the hash tree and the head, what the log stated of its streams, the checkpoints, the index runs, the blobs,
/// the file of keys.
///
/// A damaged file can make the store's own code crash, so the tool runs this in a child process; a service should too.
public struct TrailVerifier: Sendable {
    private let directory: String
    private let policy: TrustPolicy?
    private let known: [Checkpoint]
    private let authorKeys: (any AuthorKeyLedger)?

    /// Prepares to check the trail in a directory.
    ///
    /// - Parameters:
    ///   - directory: The path.
    ///   - policy: Whose signatures the checkpoints must have; without it only what they say is checked.
    ///   - known: Checkpoints that somebody kept outside the trail; the log must continue each of them.
    ///   - authorKeys: How the log's events put the keys of authors in force, before its first event; the signatures of
    ///     authors are then checked too.
    public init(
        directory: String, policy: TrustPolicy? = nil, known: [Checkpoint] = [],
        authorKeys: (any AuthorKeyLedger)? = nil
    ) {
        self.directory = directory
        self.policy = policy
        self.known = known
        self.authorKeys = authorKeys
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
        var check = LogCheck(
            hasher: NameHasher(low: key.low, high: key.high),
            signatures: authorKeys.map { SignatureAudit($0, origin: manifest.origin) })
        var file = try translating { try store.environment.fileCheck(leaving: LogStore.eventsName) }
        expectRoots(in: CheckpointStore(directory: folder.checkpoints), of: manifest.origin, &check)
        let runs: Int
        if let index = openIndex(folder, manifest, &check) {
            do {
                runs = try verify(store, index, &file, &check, progress)
            } catch let error as LMDBError {
                throw LogError(error)
            }
        } else {
            runs = 0
            try check.run(store, &file, progress: progress)
        }
        for problem in try translating({ try file.finish() }) { check.findings.report("file", nil, problem) }
        let blobs = BlobStore(directory: folder.blobs)
        for digest in blobs.digests() {
            do throws(LogError) { _ = try blobs.content(digest) } catch {
                check.findings.report("blob", nil, "\(error)")
            }
        }
        check.checkRules(in: blobs)
        let keys = SubjectKeys(folder: folder.keys, origin: manifest.origin)
        check.checkKeys(keys)
        check.checkErasures(in: keys)
        return check.result(origin: manifest.origin, runs: runs)
    }

    /// Reads the checkpoints, and judges their signatures where there is somebody to trust.
    private func expectRoots(in store: CheckpointStore, of origin: String, _ check: inout LogCheck) {
        var expected: [ExpectedRoot] = []
        let sizes = store.sizes()
        for size in sizes {
            let name = "the checkpoint of size \(size)"
            do {
                guard let signed = try store.checkpoint(at: size) else { continue }
                try requireOrigin(signed.checkpoint, origin)
                if let policy { _ = try policy.evaluate(signed) }
                expected.append(ExpectedRoot(signed.checkpoint, "checkpoint", name))
            } catch {
                check.findings.report("checkpoint", nil, "\(name): \(error)")
            }
        }
        for checkpoint in known {
            let name = "the known checkpoint of size \(checkpoint.size)"
            do {
                try requireOrigin(checkpoint, origin)
                expected.append(ExpectedRoot(checkpoint, "known", name))
            } catch {
                check.findings.report("known", nil, "\(name): \(error)")
            }
        }
        check.expectRoots(expected, checkpoints: sizes.count)
    }

    private func requireOrigin(_ checkpoint: Checkpoint, _ origin: String) throws(TrustError) {
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw TrustError(.otherOrigin, "it is of \(checkpoint.origin), the trail is \(origin)")
        }
    }

    /// Checks the log, then the runs of the index against it; returns how many there are.
    private func verify(
        _ store: LogStore, _ index: RunStore, _ file: inout FileCheck, _ check: inout LogCheck,
        _ progress: (UInt64, UInt64) -> Void
    ) throws -> Int {
        // Held until the end, since runs are merged meanwhile; and begun first, so that the log covers them.
        let read = try index.environment.read()
        var runs = 0
        do {
            let list = try translating { try index.list(read) }
            check.expectRuns(list)
            runs = list.count
        } catch {
            check.findings.report("index", nil, "\(error)")
        }
        try check.run(store, &file, progress: progress)
        check.compareRuns(in: index, read)
        return runs
    }

    /// The index is derived: when it cannot be opened at all, that is a problem to report and no reason to stop.
    private func openIndex(
        _ folder: TrailDirectory, _ manifest: Manifest, _ check: inout LogCheck
    ) -> RunStore? {
        guard FileManager.default.fileExists(atPath: folder.index + "/data.mdb") else { return nil }
        do {
            return try TrailIndex.openingLock(folder.index) {
                try RunStore(at: folder.index, mapSize: manifest.mapSize)
            }
        } catch {
            check.findings.report("index", nil, "\(error)")
            return nil
        }
    }
}
