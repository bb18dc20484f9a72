import Synchronization

/// Whether long work on a thread of its own should end early.
final class Cancellation: Sendable {
    private let flag = Atomic(false)

    private let parent: Cancellation?

    /// - Parameter parent: Cancels this work too, but not the other way round.
    init(within parent: Cancellation? = nil) {
        self.parent = parent
    }

    func cancel() {
        flag.store(true, ordering: .relaxed)
    }

    /// - Throws: `CancellationError` once cancelled.
    func check() throws {
        if flag.load(ordering: .relaxed) { throw CancellationError() }
        try parent?.check()
    }
}
