import Dealtrail
import DealtrailLog
import Synchronization

/// That one process at a time delivers for a trail; the system lets it go when the process ends, however it ends.
final class OutboxLock: Sendable {
    private let held: Mutex<Slot>

    private struct Slot: ~Copyable {
        var lock: FileLock?
    }

    /// Takes the lock.
    ///
    /// - Throws: ``OutboxError`` (`busy`), `LogError`.
    init(_ trail: Trail) throws {
        let folder = OutboxInstance.folder(of: trail)
        try DurableFile.createDirectory(folder)
        guard let lock = try FileLock.attempt(at: "\(folder)/deliver.lock") else {
            throw OutboxError(.busy, trail.log.directory)
        }
        held = Mutex(Slot(lock: consume lock))
    }

    /// Lets it go; what is let go already stays so.
    func release() {
        held.withLock { $0.lock = nil }
    }
}
