import Synchronization

/// A file lock that is handed from one thread to another and let go by hand.
final class HeldLock: Sendable {
    private let lock: Mutex<Slot>

    private struct Slot: ~Copyable {
        var lock: FileLock?
    }

    /// Waits for the lock.
    init(_ path: String) throws(LogError) {
        lock = Mutex(Slot(lock: try FileLock.wait(at: path)))
    }

    /// Waits for the lock on a thread of its own, so that no task stands in the way of others.
    static func take(_ path: String) async throws -> HeldLock {
        try await withCheckedThrowingContinuation { continuation in
            DetachedThread.run {
                continuation.resume(with: Result { try HeldLock(path) })
            }
        }
    }

    /// Lets the lock go; what is let go already stays so.
    func release() {
        lock.withLock { $0.lock = nil }
    }
}
