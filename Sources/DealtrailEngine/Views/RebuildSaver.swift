import Synchronization

/// Saves the states of a walk now and then, and takes up those of a walk that was killed.
///
/// Each thread has a file of its own, named after the build, into which it puts states aside anyway. A save adds the states
/// that have changed since the one before, then their keys; it counts once the record of the views says so.
final class RebuildSaver: @unchecked Sendable {
    // Unchecked because the threads of a walk take turns: one decides and commits, each writes its own segment, and they meet
    // between.

    private let rule: RebuildSaving.Rule
    private let files: [SpillFile]
    private let skips: [Set<UInt64>]
    private let store: (RebuildSave) throws -> Void
    private var save: RebuildSave
    /// What each thread has written for the save at hand.
    private let written = Mutex<[Int: FoldPass.Segment]>([:])
    private var lastTime: Duration = .zero
    /// Whether the walk is to be saved where it stands.
    private(set) var isDue = false

    /// Opens the files of a build.
    ///
    /// - Parameters:
    ///   - path: Their path, up to the number of the thread.
    ///   - save: How far the walk has come.
    ///   - skips: The positions that each view passes over.
    ///   - saving: When it is saved.
    ///   - store: Commits how far it has come.
    /// - Throws: ``EngineError`` (`spillFailed`).
    init(
        at path: String, _ save: RebuildSave, skips: [Set<UInt64>], saving: RebuildSaving,
        store: @escaping (RebuildSave) throws -> Void
    ) throws {
        rule = saving.rule
        files = try save.segments.enumerated().map { index, segments in
            try SpillFile(at: "\(path).\(index)", size: segments.last?.end ?? 0)
        }
        self.save = save
        self.skips = skips
        self.store = store
        if case .time(_, let now) = rule { lastTime = now() }
    }

    /// How many threads the walk has.
    var partitions: Int { files.count }
    /// The position that the walk goes on from.
    var start: UInt64 { save.position }

    /// The file of a thread.
    func file(_ index: Int) -> SpillFile { files[index] }

    /// Takes up what was saved.
    ///
    /// - Throws: ``RebuildSave/Unusable`` when something does not read.
    func restore(_ pass: FoldPass, _ index: Int) throws {
        let count = UInt64(partitions)
        do {
            let isWhole = try pass.restore(save.segments[index], from: files[index]) { hash in
                count == 1 || Int((hash >> 32) % count) == index
            }
            guard isWhole else { throw RebuildSave.Unusable() }
        } catch is EngineError {
            throw RebuildSave.Unusable()
        }
    }

    /// Decides whether the walk is saved when it has come to a position.
    func consider(_ position: UInt64) {
        switch rule {
        case .never: isDue = false
        case .events(let count): isDue = position - save.position >= count
        case .time(let interval, let now): isDue = now() - lastTime >= interval
        }
    }

    /// Writes what a thread has.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`), what encoding throws.
    func save(_ pass: FoldPass, _ index: Int) throws {
        let segment = try pass.save(since: save.position, into: files[index])
        written.withLock { $0[index] = segment }
    }

    /// Makes a save count, once every thread has written.
    ///
    /// - Throws: What committing throws.
    func commit(at position: UInt64) throws {
        for (index, segment) in written.withLock({ $0 }) { save.segments[index].append(segment) }
        save.position = position
        save.skips = RebuildSave.skips(skips, before: position)
        try store(save)
        if case .time(_, let now) = rule { lastTime = now() }
    }

    /// Takes the files away: nobody goes on from here.
    func removeFiles() {
        for file in files { file.remove() }
    }
}
