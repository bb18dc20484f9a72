import DealtrailModel

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The right to build one view: one process, and one build in it, has it at a time, and it ends with the process.
///
/// It is a lock (`flock`) on a small file beside the views, which also says how far the build is. So a build that was killed
/// is told from one that is alive, without a look at process numbers or clocks.
final class BuildLock: Sendable {
    /// How many bytes the progress takes, blanks behind it.
    private static let size = 64
    private let descriptor: Int32

    /// The lock, or `nil` while another build has it.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`) when the file cannot be made.
    static func attempt(_ identity: ViewIdentity, in store: ViewStore) throws(EngineError) -> BuildLock? {
        let lock = try BuildLock(path(identity, store))
        // Whoever looks whether a view is being built has the lock for a moment too.
        for _ in 0..<8 {
            if flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 { return lock }
            usleep(500)
        }
        return nil
    }

    /// Waits for the lock.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`), `CancellationError`.
    static func wait(_ identity: ViewIdentity, in store: ViewStore, _ cancellation: Cancellation) throws -> BuildLock {
        while true {
            try cancellation.check()
            if let lock = try attempt(identity, in: store) { return lock }
            usleep(20_000)
        }
    }

    /// How far the build of a view is; `nil` when nobody builds it.
    static func progress(of identity: ViewIdentity, in store: ViewStore) -> RebuildProgress? {
        let descriptor = unsafe open(path(identity, store), O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { Self.release(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        var bytes = Array(repeating: UInt8(0), count: size)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, size, 0) }
        let words = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
        guard words.count >= 3, let phase = RebuildProgress.Phase(rawValue: String(words[0])),
            let done = UInt64(words[1]), let total = UInt64(words[2])
        else { return RebuildProgress(phase: .folding, done: 0, total: 0) }
        return RebuildProgress(phase: phase, done: done, total: total)
    }

    private init(_ path: String) throws(EngineError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw EngineError(.spillFailed, "cannot open \(path): \(unsafe String(cString: strerror(errno)))")
        }
    }

    deinit { Self.release(descriptor) }

    /// Lets go and closes: a child that is just being started has the descriptor too, and would keep the lock.
    private static func release(_ descriptor: Int32) {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Says how far the build is, to whoever looks; it does not matter when that fails.
    func publish(_ progress: RebuildProgress) {
        let text = "\(progress.phase.rawValue) \(progress.done) \(progress.total)"
        let bytes = Array(text.utf8) + Array(repeating: UInt8(ascii: " "), count: max(0, Self.size - text.utf8.count))
        _ = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, Self.size, 0) }
    }

    private static func path(_ identity: ViewIdentity, _ store: ViewStore) -> String {
        "\(store.buildsDirectory)/\(identity).lock"
    }
}
