internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Tells a process from the one that it was forked from, without a system call at each use.
enum ForkGuard {
    private static let generation = Atomic<Int>(0)

    private static let isWatching: Bool =
        pthread_atfork(
            nil, nil, { _ = ForkGuard.generation.add(1, ordering: .relaxed) }) == 0

    /// A number that differs in a forked child from that of its parent.
    static var current: Int {
        generation.load(ordering: .relaxed)
    }

    /// Begins to watch; the number is only reliable after this.
    static func watch() -> Int {
        precondition(isWatching, "pthread_atfork has no memory")
        return current
    }
}
