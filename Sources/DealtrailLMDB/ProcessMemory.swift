internal import DealtrailCLMDB

/// The memory of this process.
public enum ProcessMemory: Sendable {
    /// Gives what was freed back to the operating system.
    ///
    /// For the end of work that had much memory on a thread of its own: glibc keeps a heap for each of some threads, what one of
    /// them has freed the next need not find, and a process that does such work several times would hold as much several
    /// times. With other C libraries it does nothing.
    ///
    /// - Complexity: O(freed blocks), a few milliseconds for hundreds of megabytes.
    public static func giveBack() {
        #if canImport(Glibc)
            _ = malloc_trim(0)
        #endif
    }
}
