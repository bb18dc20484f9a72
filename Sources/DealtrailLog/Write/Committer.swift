import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Synchronization

/// Turns work into commits; runs on the writer's thread.
final class Committer: Sendable {
    let store: LogStore
    let index: TrailIndex
    let sealing: Sealing
    let hasher: NameHasher
    let clock: RecordingClock
    let randomBits: @Sendable () -> UInt64
    /// Called after each commit, with the new size.
    let committed: @Sendable (UInt64) -> Void
    private let streams = Mutex(StreamHeads())

    init(
        store: LogStore, index: TrailIndex, sealing: Sealing, hasher: NameHasher, clock: RecordingClock,
        randomBits: @escaping @Sendable () -> UInt64, committed: @escaping @Sendable (UInt64) -> Void
    ) {
        self.store = store
        self.index = index
        self.sealing = sealing
        self.hasher = hasher
        self.clock = clock
        self.randomBits = randomBits
        self.committed = committed
    }

    private typealias Answers = [Result<Receipt, any Error>]

    /// Applies and commits all items, then answers them.
    func commit(_ items: [WorkItem]) {
        do {
            let answers = try translating { try attempt(items) }
            for (item, answer) in zip(items, answers) { item.answer(answer) }
        } catch let error as LogError where error.code == .mapFull && items.count > 1 {
            // One of them is too much; what fits is stored.
            for item in items { commit([item]) }
        } catch {
            for item in items { item.answer(.failure(error)) }
        }
    }

    private func attempt(_ items: [WorkItem]) throws -> [Result<Answers, any Error>] {
        sealing.waitForRoom()
        let transaction = try store.environment.beginWrite()
        var commit = try begin(transaction)
        let initialSize = commit.initialSize
        var answers: [Result<Answers, any Error>] = []
        let expected: HeadRecord
        do {
            for item in items { answers.append(try apply(item, to: &commit)) }
            var known = commit.streams
            known.size = commit.size
            streams.withLock { $0 = known }
            guard !commit.isEmpty else { return answers }
            try commit.finish()
            expected = commit.head
        } catch {
            forget(from: initialSize)
            throw error
        }
        do throws(LMDBError) {
            try commit.close()
        } catch {
            guard try settle(error, expected: expected, initialSize: initialSize) else { throw error }
        }
        committed(expected.frontier.size)
        sealing.start(upTo: expected.frontier.size)
        return answers
    }

    private func begin(_ transaction: consuming WriteTransaction) throws -> Commit {
        let head = try store.head(transaction)
        let stamp = try clock.stamp(after: head.head.lastRecordedAt)
        let size = head.frontier.size
        // Other processes may have appended since; nobody does while the transaction is held.
        if index.tail.withLock({ $0.end < size }) { try index.catchUp(with: store, to: size) }
        let known = streams.withLock { heads in
            if heads.size != size { heads.forget() }
            // Taken, not copied: the commit changes it in place and gives it back.
            return exchange(&heads, with: StreamHeads())
        }
        return Commit(
            transaction: transaction, store: store, index: index, hasher: hasher, stamp: stamp, head: head,
            initialSize: size, identifiers: EventIDSequence(stamp: stamp, randomBits: randomBits()),
            streams: known)
    }

    /// Takes back what a failed commit left in memory.
    private func forget(from size: UInt64) {
        index.tail.withLock { $0.truncate(to: size) }
        streams.withLock { $0.forget() }
    }

    /// Applies one item.
    ///
    /// A rule's or a condition's no is its answer; a fault of the store ends the commit.
    private func apply(_ item: WorkItem, to commit: inout Commit) throws -> Result<Answers, any Error> {
        do {
            return .success(try item.apply(&commit))
        } catch let error as LMDBError {
            throw error
        } catch {
            return .failure(error)
        }
    }

    /// After a commit that failed in the operating system: looks whether it happened.
    ///
    /// The answer "it happened" is given only after another synced commit, since a page that was written but not synced
    /// can still be lost.
    private func settle(_ error: LMDBError, expected: HeadRecord, initialSize: UInt64) throws -> Bool {
        guard error.isOutcomeUnknown, let found = try? store.head(), found == expected else {
            forget(from: initialSize)
            return false
        }
        do {
            try store.environment.write { (transaction: inout WriteTransaction) throws in
                // As it is now: another process may have appended in between.
                try store.head(transaction).write(to: &transaction, store.main)
            }
        } catch {
            forget(from: initialSize)
            throw LogError(.unknownOutcome, "\(error)")
        }
        return true
    }
}

extension Commit {
    /// Commits; the events are on disk when this returns.
    consuming func close() throws(LMDBError) {
        try transaction.commit()
    }
}
