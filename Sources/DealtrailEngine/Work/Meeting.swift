import Foundation

/// Where threads that go on together wait for each other.
final class Meeting: @unchecked Sendable {
    // Unchecked because the condition guards what changes.

    private let count: Int
    private let condition = NSCondition()
    private var arrived = 0
    private var round = 0
    private var isOver = false

    /// Creates a meeting of so many threads.
    init(_ count: Int) {
        self.count = count
    }

    /// Waits until all threads have come.
    ///
    /// - Throws: `CancellationError` when one of them has left and never comes.
    func meet() throws {
        condition.lock()
        defer { condition.unlock() }
        let mine = round
        arrived += 1
        if arrived == count {
            arrived = 0
            round += 1
            condition.broadcast()
        }
        while round == mine, !isOver { condition.wait() }
        if round == mine { throw CancellationError() }
    }

    /// Says that this thread comes no more, so that nobody waits for it.
    func leave() {
        condition.lock()
        isOver = true
        condition.broadcast()
        condition.unlock()
    }
}
