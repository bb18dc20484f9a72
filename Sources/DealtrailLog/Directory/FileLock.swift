#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A lock between processes, and between handles of one, that goes with the process that holds it.
package struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Waits for the lock.
    static func wait(at path: String) throws(LogError) -> FileLock {
        let lock = try FileLock(path)
        while flock(lock.descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw LogError.system("flock", path) }
        }
        return lock
    }

    /// The lock, or `nil` while another has it.
    package static func attempt(at path: String) throws(LogError) -> FileLock? {
        let lock = try FileLock(path)
        guard flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
        return .some(consume lock)
    }

    private init(_ path: String) throws(LogError) {
        // Not for children: one that is started meanwhile would keep the lock after us.
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LogError.system("open", path) }
    }

    deinit {
        // A child that is being started has the descriptor too until it becomes another program: closing ours alone would
        // leave the lock with it.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
