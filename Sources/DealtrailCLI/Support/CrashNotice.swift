import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the tool says when a signal would end it: the store's code trusts the pages that it maps, and a damaged file can
/// lead it anywhere.
///
/// `verify` reads in a child process, which does without: how it ended is for the one that listens to it.
enum CrashNotice {
    /// Has the signals of a crash end the process with a sentence and an exit code.
    ///
    /// Whoever asks for a trace (`SWIFT_BACKTRACE=enable=yes`) gets the trace and the signal.
    static func install() {
        guard ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"]?.contains("enable=yes") != true else { return }
        // A bad address, a page behind the end of the file, a check of the store's own that failed.
        for number in [SIGSEGV, SIGBUS, SIGABRT] {
            signal(number) { _ in
                CrashNotice.end(
                    """
                    dealtrail: the files of the trail ended this process: they are damaged, as it seems; run \
                    `dealtrail verify`, which says where, and restore a backup

                    """, ExitStatus.damaged.rawValue)
            }
        }
        // A check of ours.
        for number in [SIGILL, SIGTRAP, SIGFPE] {
            signal(number) { _ in
                CrashNotice.end(
                    """
                    dealtrail: internal error, please report it, with what SWIFT_BACKTRACE=enable=yes shows; when \
                    `dealtrail verify` finds damage, restore a backup first

                    """, ExitStatus.internal.rawValue)
            }
        }
    }

    /// Nothing but two system calls, since anything else may be what has failed.
    private static func end(_ text: StaticString, _ status: Int32) {
        _ = unsafe write(2, text.utf8Start, text.utf8CodeUnitCount)
        _exit(status)
    }
}
