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

    /// Lets the lock go; what is let go already stays so.
    func release() {
        lock.withLock { $0.lock = nil }
    }
}
