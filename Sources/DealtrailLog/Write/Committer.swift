import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Foundation
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
    private let streams: Mutex<StreamHeads>
    private let answering = DispatchGroup()
    private let attempts = Atomic<Int>(0)

    init(
        store: LogStore, index: TrailIndex, sealing: Sealing, hasher: NameHasher, clock: RecordingClock,
        rememberedStreams: Int = 131_072, randomBits: @escaping @Sendable () -> UInt64,
        committed: @escaping @Sendable (UInt64) -> Void
    ) {
        self.store = store
        self.index = index
        self.sealing = sealing
        self.hasher = hasher
        self.clock = clock
        streams = Mutex(StreamHeads(capacity: rememberedStreams))
        self.randomBits = randomBits
        self.committed = committed
    }

    private typealias Answers = [Result<Receipt, any Error>]

    /// Applies and commits all items, then answers them.
    ///
    /// - Parameter willAnswer: Called once before the answers are given.
    func commit(_ items: [WorkItem], willAnswer: () -> Void) {
        do {
            let (answers, batches) = try translating { try attempt(items) }
            willAnswer()
            give(answers, to: items)
            // Whoever was answered goes on meanwhile; a read that comes first indexes for itself.
            if let size = batches.last?.end {
                index.tail.withLock { tail in for batch in batches { tail.append(batch) } }
                sealing.start(upTo: size)
            }
        } catch let error as LogError
            where error.code == .mapFull && (items.count > 1 || store.clearDeadReaders() > 0)
        {
            // One of them is too much, or a reader that has died kept the room: what fits is stored.
            for item in items { commit([item], willAnswer: willAnswer) }
        } catch {
            willAnswer()
            let error = store.explained(error)
            for item in items { item.answer(.failure(error)) }
        }
    }

    /// Answers all items.
    ///
    /// Many are answered by one of the threads that run those who wait. From here each answer would wake one of them,
    /// in place of this thread when processors are few, and it would sleep again before the next.
    private func give(_ answers: [Result<Answers, any Error>], to items: [WorkItem]) {
        guard items.count > 2 else {
            for (item, answer) in zip(items, answers) { item.answer(answer) }
            return
        }
        DispatchQueue.global().async(group: answering) {
            for (item, answer) in zip(items, answers) { item.answer(answer) }
        }
    }

    /// Waits until all answers are given.
    func waitForAnswers() { answering.wait() }

    private func attempt(
        _ items: [WorkItem]
    ) throws -> (answers: [Result<Answers, any Error>], batches: [RecordBatch]) {
        sealing.waitForRoom()
        if attempts.add(1, ordering: .relaxed).oldValue.isMultiple(of: LogStore.readerCheckInterval) {
            store.clearDeadReaders()
        }
        let transaction = try store.environment.beginWrite()
        var commit = try begin(transaction)
        var answers: [Result<Answers, any Error>] = []
        answers.reserveCapacity(items.count)
        do {
            for item in items { answers.append(try apply(item, to: &commit)) }
            var known = commit.streams
            known.size = commit.size
            streams.withLock { $0 = known }
            guard !commit.isEmpty else { return (answers, []) }
            try commit.finish()
        } catch {
            forget()
            throw error
        }
        let expected = commit.head
        let batches = commit.pending.batches
        do throws(LMDBError) {
            try commit.close()
        } catch {
            guard try settle(error, expected: expected) else { throw error }
        }
        committed(expected.frontier.size)
        return (answers, batches)
    }

    private func begin(_ transaction: consuming WriteTransaction) throws -> Commit {
        let head = try store.head(transaction)
        let stamp = try clock.stamp(after: head.head.lastRecordedAt)
        let size = head.frontier.size
        // Other processes may have appended since; nobody does while the transaction is held.
        if index.tail.withLock({ $0.end < size }) { try index.catchUp(with: store, to: size) }
        let known = streams.withLock { heads in
            heads.prepare(for: size)
            // Taken, not copied: the commit changes it in place and gives it back.
            return exchange(&heads, with: StreamHeads(capacity: heads.capacity))
        }
        return Commit(
            transaction: transaction, store: store, index: index, hasher: hasher, stamp: stamp, head: head,
            identifiers: EventIDSequence(stamp: stamp, randomBits: randomBits()), streams: known,
            pending: PendingRecords(start: size))
    }

    /// Takes back what a failed commit left in memory.
    private func forget() { streams.withLock { $0.forget() } }

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
    private func settle(_ error: LMDBError, expected: HeadRecord) throws -> Bool {
        guard error.isOutcomeUnknown, let found = try? store.head(), found == expected else {
            forget()
            return false
        }
        do {
            try store.environment.write { (transaction: inout WriteTransaction) throws in
                // As it is now: another process may have appended in between.
                try store.head(transaction).write(to: &transaction, store.main)
            }
        } catch {
            forget()
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
