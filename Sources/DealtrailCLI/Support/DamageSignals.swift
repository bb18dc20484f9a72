#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Signals that the store's own code ends in when a damaged file has led it astray, told as what they are.
///
/// LMDB trusts the pages that it maps: of 10,000 flips of one bit, 176 ended in a signal. `verify` therefore reads in a child
/// process; every other command ends with a sentence and the status of a damaged trail.
enum DamageSignals {
    static let all = [SIGSEGV, SIGBUS, SIGABRT]

    private static let message: StaticString =
        "dealtrail: the store was stopped by a signal, as it is when the files of the trail are damaged; run `dealtrail verify`, then restore a backup\n"

    /// Ends the process with the sentence and the status from now on.
    static func watch() {
        for number in all {
            signal(number) { _ in
                // Nothing else may be called in a handler than what is safe there: these two are.
                let text = DamageSignals.message
                unsafe _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
                _exit(ExitStatus.damaged.rawValue)
            }
        }
    }
}
