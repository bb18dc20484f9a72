import DealtrailLMDB
import DealtrailModel
import Foundation
import Synchronization

/// The one thread of this process that writes: it takes all waiting work, applies it in one transaction, commits once,
/// and answers all (group commit).
///
/// The thread starts with the first work and ends when it has been idle for a while, so that a service may have
/// hundreds of trails open.
final class Writer: @unchecked Sendable {
    // Unchecked because `queue`, `isRunning` and `isClosed` are guarded by `condition`, which the compiler cannot see.

    /// About how many events one commit takes at most.
    static let commitWeight = 65_536
    /// How long an idle thread waits for work, in seconds.
    static let idleTime = 1.0

    private let condition = NSCondition()
    private var queue: [WorkItem] = []
    private var isRunning = false
    private var isClosed = false

    private let committer: Committer

    init(committer: Committer) {
        self.committer = committer
    }

    /// Queues work; it is answered exactly once.
    func submit(_ item: WorkItem) {
        condition.lock()
        guard !isClosed else {
            condition.unlock()
            item.answer(.failure(LogError(.closed, "the trail was closed")))
            return
        }
        queue.append(item)
        if isRunning {
            condition.signal()
        } else {
            isRunning = true
            let thread = Thread { [self] in run() }
            thread.name = "dealtrail-writer"
            thread.start()
        }
        condition.unlock()
    }

    /// Takes no more work and waits until what was taken is answered.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        while isRunning { condition.wait() }
        condition.unlock()
    }

    private func run() {
        while let items = take() { committer.commit(items) }
    }

    /// The next work, or `nil` when the thread is to end.
    private func take() -> [WorkItem]? {
        condition.lock()
        defer { condition.unlock() }
        let deadline = Date(timeIntervalSinceNow: Self.idleTime)
        while queue.isEmpty {
            guard !isClosed, condition.wait(until: deadline) || !queue.isEmpty else {
                isRunning = false
                condition.broadcast()
                return nil
            }
        }
        var weight = 0
        var count = 0
        while count < queue.count, weight < Self.commitWeight {
            weight += queue[count].weight
            count += 1
        }
        let items = Array(queue[..<count])
        queue.removeFirst(count)
        return items
    }
}
