import Synchronization

/// Whether long work on a thread of its own should end early.
final class Cancellation: Sendable {
    private let flag = Atomic(false)

    init() {}

    func cancel() {
        flag.store(true, ordering: .relaxed)
    }

    /// - Throws: `CancellationError` once cancelled.
    @inline(__always)
    func check() throws {
        if flag.load(ordering: .relaxed) { throw CancellationError() }
    }
}
