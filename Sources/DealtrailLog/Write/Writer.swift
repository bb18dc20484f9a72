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
    // Unchecked because the variables are guarded by `condition`, which the compiler cannot see.

    /// About how many events one commit takes at most.
    static let commitWeight = 65_536
    /// How long an idle thread waits for work, in seconds.
    static let idleTime = 1.0
    /// How long the first of a group waits for the others, in seconds: about two commits.
    static let gatheringTime = 0.000_2

    private let condition = NSCondition()
    private var queue: [WorkItem] = []
    private var isRunning = false
    private var isClosed = false
    /// How many items have to wait before the thread is woken.
    private var wanted = 1

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
            if queue.count == wanted { condition.signal() }
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
        committer.waitForAnswers()
    }

    private func run() {
        var underWay = 0
        while let items = take(underWay: underWay) {
            committer.commit(items) {
                condition.lock()
                underWay = queue.count + items.count
                condition.unlock()
            }
        }
    }

    /// The next work, or `nil` when the thread is to end.
    ///
    /// Those who have just been answered are likely to come again. So work waits a moment until half of `underWay` are
    /// there, those who waited and those who were answered: one half prepares its next work while the other is committed.
    private func take(underWay: Int) -> [WorkItem]? {
        condition.lock()
        defer { condition.unlock() }
        wanted = 1
        if queue.isEmpty {
            let deadline = Date(timeIntervalSinceNow: Self.idleTime)
            while queue.isEmpty {
                guard !isClosed, condition.wait(until: deadline) || !queue.isEmpty else {
                    isRunning = false
                    condition.broadcast()
                    return nil
                }
            }
        }
        wanted = (underWay + 1) / 2
        if queue.count < wanted, !isClosed {
            let deadline = Date(timeIntervalSinceNow: Self.gatheringTime)
            while queue.count < wanted, !isClosed, condition.wait(until: deadline) {}
        }
        var weight = 0
        var count = 0
        while count < queue.count, weight < Self.commitWeight {
            weight += queue[count].weight
            count += 1
        }
        guard count < queue.count else { return exchange(&queue, with: []) }
        let items = Array(queue[..<count])
        queue.removeFirst(count)
        return items
    }
}
