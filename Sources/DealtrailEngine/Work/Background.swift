import Foundation
import Synchronization

/// Runs long synchronous work on threads of its own, never on the cooperative pool.
enum Background {
    /// Runs `body` on a thread; cancelling the task cancels the work.
    ///
    /// - Throws: What `body` throws.
    static func run<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable (Cancellation) throws -> Result
    ) async throws -> Result {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { continuation in
                start(name) {
                    continuation.resume(with: Swift.Result { try body(cancellation) })
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    /// Runs a body for each index below `count` on a thread of its own, the first on this one, and waits for all.
    ///
    /// - Throws: What the body with the lowest index that failed threw; the others are cancelled.
    static func forEach(
        _ count: Int, _ cancellation: Cancellation, _ body: @escaping @Sendable (Int) throws -> Void
    ) throws {
        let failures = Mutex<[Int: any Error]>([:])
        let running = DispatchGroup()
        let attempt = { @Sendable (index: Int) in
            do {
                try body(index)
            } catch {
                failures.withLock { $0[index] = error }
                cancellation.cancel()
            }
        }
        for index in 1..<max(1, count) {
            running.enter()
            start("dealtrail.fold.\(index)") {
                attempt(index)
                running.leave()
            }
        }
        attempt(0)
        running.wait()
        let found = failures.withLock { $0 }
        // A failure cancels the others: theirs is the consequence, not the cause.
        let causes = found.filter { !($0.value is CancellationError) }
        if let failure = (causes.isEmpty ? found : causes).min(by: { $0.key < $1.key }) { throw failure.value }
    }

    /// Starts a thread.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = name
        thread.stackSize = 4 << 20
        thread.start()
    }
}
