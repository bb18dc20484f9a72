import DealtrailLMDB
public import DealtrailModel
import DealtrailProof
import Synchronization

/// The log of a trail: a directory with an LMDB environment that holds the truth, and an index derived from it.
///
/// Several processes may read and append at once. An append returns after its commit is on disk; a crash at any instant
/// loses no acknowledged event and leaves no half batch (DESIGN section 1, rule 4).
public final class TrailLog: EventLog {
    /// The directory of the trail.
    public let directory: String
    /// The name of the log in proofs and commands.
    public let origin: String
    /// The name hashes of this trail.
    public let hasher: NameHasher
    /// Content too large for events.
    public let blobs: BlobStore
    /// The keys that open sealed values.
    public let subjectKeys: SubjectKeys

    let store: LogStore
    let index: TrailIndex
    let scanner: LogScanner
    private let sealing: Sealing
    private let writer: Writer
    private let isClosed = Atomic(false)
    /// The map of stream heads, as far as a checkpoint or a proof has needed it.
    let heads = Mutex(StreamHeadMap())

    /// Creates a trail in a directory that does not exist or is empty.
    ///
    /// - Parameters:
    ///   - directory: The path.
    ///   - origin: 1 to 255 bytes without spaces, plus signs and control characters, such as `example.com/sales`.
    ///   - options: Sizes, clock and identifiers.
    /// - Throws: ``LogError``: `exists`, `notATrail` for an origin that is none and for a directory with other things in
    ///   it, `diskFull`, `system`.
    public static func create(
        at directory: String, origin: String, options: TrailOptions = TrailOptions()
    ) throws -> TrailLog {
        guard isOrigin(origin) else {
            throw LogError(.notATrail, "\"\(origin)\" is not an origin: 1 to 255 bytes without spaces and plus signs")
        }
        let folder = TrailDirectory(directory)
        try folder.requireVacant()
        try folder.createFolders()
        _ = try LogStore(at: folder.log, create: true, mapSize: options.mapSize)
        let key = (low: options.randomBits(), high: options.randomBits())
        // Last, for it is what makes a trail of the directory.
        try Manifest(origin: origin, nameKey: key, mapSize: options.mapSize).write(in: directory)
        return try open(at: directory, options: options)
    }

    /// Whether a text can be the name of a log.
    package static func isOrigin(_ text: String) -> Bool {
        StreamName(text).isValid && !text.contains(" ") && !text.contains("+")
    }

    /// Opens a trail.
    ///
    /// - Throws: ``LogError``: `notFound`, `notATrail`, `newerFormat`, `truncated`, `corrupted`, `system`;
    ///   `TrustError`, when the log does not continue the checkpoint that the options name.
    /// - Complexity: O(events since the last sealed run of the index).
    public static func open(at directory: String, options: TrailOptions = TrailOptions()) throws -> TrailLog {
        let log = try TrailLog(at: directory, manifest: Manifest.read(in: directory), options: options)
        if let known = options.knownCheckpoint { try log.require(known) }
        return log
    }

    private init(at directory: String, manifest: Manifest, options: TrailOptions) throws {
        guard let key = manifest.key else { throw LogError(.notATrail, directory) }
        let folder = TrailDirectory(directory)
        self.directory = directory
        origin = manifest.origin
        hasher = NameHasher(low: key.low, high: key.high)
        blobs = BlobStore(directory: folder.blobs)
        subjectKeys = SubjectKeys(folder: folder.keys, origin: manifest.origin)
        store = try LogStore(at: folder.log, create: false, mapSize: manifest.mapSize)
        try DurableFile.createDirectory(folder.index)
        let opened = try TrailIndex.open(
            at: folder.index, of: store, mapSize: manifest.mapSize, threshold: options.sealThreshold)
        index = opened.index
        scanner = LogScanner(store: store, index: index, hasher: hasher)
        sealing = Sealing(sealer: opened.sealer, failure: opened.failure)
        writer = Writer(
            committer: Committer(
                store: store, index: index, sealing: sealing, hasher: hasher, clock: RecordingClock(now: options.clock),
                rememberedStreams: options.rememberedStreams, randomBits: options.randomBits, committed: { _ in }))
    }

    /// The directory for the views of this trail: derived, and deletable while it is closed.
    public var viewsDirectory: String { TrailDirectory(directory).views }

    /// How far the log has come.
    ///
    /// - Throws: ``LogError``.
    public func head() throws -> LogHead {
        try requireOpen()
        return try store.head().head
    }

    /// Appends each request on its own, in one commit as far as possible.
    public func append(_ requests: [AppendRequest]) async -> [Result<Receipt, any Error>] {
        guard !requests.isEmpty else { return [] }
        // Checked and prepared here, so that the writer's thread does only what has to be done in order.
        let prepared = requests.map { request in
            Result { () throws(AppendError) in
                try request.validate()
                return RecordBuilder(append: request, hasher: hasher, recordedAt: Timestamp(nanoseconds: 0))
            }
        }
        let result = await submit(weight: requests.reduce(0) { $0 + $1.events.count }) { commit in
            try prepared.map { builder in
                do {
                    return .success(try commit.append(builder.get()))
                } catch let error as LMDBError {
                    throw error
                } catch {
                    return .failure(error)
                }
            }
        }
        switch result {
        case .success(let answers): return answers
        case .failure(let error): return requests.map { _ in .failure(error) }
        }
    }

    /// Loads what a decision rests on, decides inside the write lock, and appends what follows.
    ///
    /// - Throws: `AppendError`, ``LogError``, or what the decision throws.
    public func transact<State: Sendable>(_ transaction: Transaction<State>) async throws -> Receipt? {
        try requireOpen()
        var loaded = transaction.initial
        let seen = try head().size
        try scan(EventFilter(query: transaction.scope), in: 0..<seen, direction: .forward) { event in
            try transaction.fold.apply(event, to: &loaded)
            return true
        }
        let before = loaded
        let result = await submit(weight: 8) { commit in
            if let receipt = try commit.replay(of: transaction.commandID, command: transaction.command) {
                return [.success(receipt)]
            }
            var state = before
            try commit.fold(transaction.scope, from: seen, transaction.fold, into: &state)
            guard let request = try transaction.decide(state, commit.stamp) else { return [] }
            try request.validate(from: .decision)
            return [.success(try commit.append(request))]
        }
        return try result.get().first?.get()
    }

    /// Calls `body` with the events that the filter lets through, borrowed, until it returns `false`.
    ///
    /// - Throws: ``LogError``, `EventError` for a damaged event, and what `body` throws.
    public func scan(
        _ filter: EventFilter, in range: Range<UInt64>, direction: ReadDirection,
        _ body: (borrowing EventView) throws -> Bool
    ) throws {
        try requireOpen()
        let size = try refresh()
        // Not beyond what the index knows: one that is found by a scan and one that is not would leave a gap.
        let known = Range<UInt64>.clamped(range.lowerBound, min(range.upperBound, size))
        try scanner.scan(filter, in: known, direction: direction, body)
    }

    /// Waits until the log is larger than `size`.
    ///
    /// Looks at the number of the last commit, which any process moves, at intervals from one to twenty milliseconds.
    ///
    /// - Throws: `CancellationError`, ``LogError``.
    public func waitForAppend(beyond size: UInt64) async throws -> UInt64 {
        var pause = Duration.milliseconds(1)
        while true {
            let now = try head().size
            if now > size { return now }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(20))
        }
    }

    /// Answers what was taken, ends the threads and closes the files.
    ///
    /// Files that another handle of this process, or a read that is still going on, has in use stay open until it ends.
    public func close() async throws {
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        await withCheckedContinuation { continuation in
            DetachedThread.run { [writer, sealing, store, index] in
                writer.close()
                sealing.close()
                store.lease.end()
                index.runs.lease.end()
                continuation.resume()
            }
        }
    }

    /// Why the index could not be sealed last; reads and appends go on, and sealing is tried again as the log grows.
    public var indexFailure: (any Error)? { sealing.lastFailure }

    /// Makes sure that a read finds by hash what other processes have appended; returns up to where it does.
    func refresh() throws -> UInt64 {
        let size = try store.head().frontier.size
        if index.tail.withLock({ $0.end < size }) { try index.catchUp(with: store, to: size) }
        return size
    }

    func requireOpen() throws(LogError) {
        guard !isClosed.load(ordering: .acquiring) else { throw LogError(.closed, directory) }
    }

    func submit(
        weight: Int, _ apply: @escaping @Sendable (inout Commit) throws -> [Result<Receipt, any Error>]
    ) async -> Result<[Result<Receipt, any Error>], any Error> {
        await withCheckedContinuation { continuation in
            writer.submit(WorkItem(apply: apply, answer: { continuation.resume(returning: $0) }, weight: weight))
        }
    }
}
