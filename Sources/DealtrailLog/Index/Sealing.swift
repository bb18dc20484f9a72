import DealtrailModel
import Foundation
import Synchronization

/// Runs the sealer on a thread of its own while there is something to seal.
final class Sealing: @unchecked Sendable {
    // Unchecked because `goal`, `isRunning`, `failure` and `retrySize` are guarded by `condition`, which the compiler cannot see.

    /// How many times the threshold the tail may grow to before appends wait for the sealer.
    static let backlog = 8

    private let condition = NSCondition()
    private var goal: UInt64 = 0
    private var isRunning = false
    private var failure: (any Error)?
    /// From which size of the log a failure is followed by another attempt.
    private var retrySize: UInt64 = 0
    let sealer: Sealer

    /// - Parameter failure: Why sealing failed while the trail was opened, when it did.
    init(sealer: Sealer, failure: (any Error)? = nil) {
        self.sealer = sealer
        self.failure = failure
    }

    /// Seals in the background what is committed up to `size`, when the tail has grown enough.
    func start(upTo size: UInt64) {
        guard tailCount >= sealer.threshold else { return }
        condition.lock()
        defer { condition.unlock() }
        goal = max(goal, size)
        guard !isRunning, failure == nil || size >= retrySize else { return }
        isRunning = true
        let thread = Thread { [self] in run() }
        thread.name = "dealtrail-sealer"
        thread.start()
    }

    /// Waits while the tail is many times larger than a run: sealing has fallen behind, and memory is not for ever.
    func waitForRoom() {
        guard tailCount > sealer.threshold * Self.backlog else { return }
        condition.lock()
        defer { condition.unlock() }
        while isRunning, tailCount > sealer.threshold * Self.backlog { condition.wait() }
    }

    /// Waits until nothing runs.
    func close() {
        condition.lock()
        defer { condition.unlock() }
        while isRunning { condition.wait() }
    }

    /// Why sealing failed last, until it succeeds.
    ///
    /// Appends and reads go on with a larger tail, and it is tried again as that grows.
    var lastFailure: (any Error)? {
        condition.lock()
        defer { condition.unlock() }
        return failure
    }

    private var tailCount: Int { sealer.index.tail.withLock { $0.eventCount } }

    private func run() {
        while true {
            condition.lock()
            let goal = goal
            condition.unlock()
            var caught: (any Error)?
            var sealed = false
            do { sealed = try sealer.run(upTo: goal) } catch { caught = error }
            condition.lock()
            failure = caught
            // Tried again when the tail has grown by some more, and not at each commit: what failed may be a full disk.
            if caught != nil { retrySize = self.goal + UInt64(sealer.threshold / 8) }
            let more = sealed && caught == nil && self.goal > goal && tailCount >= sealer.threshold
            if !more { isRunning = false }
            condition.broadcast()
            condition.unlock()
            if !more { return }
        }
    }
}
