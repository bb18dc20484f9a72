internal import DealtrailCLMDB
internal import Synchronization

/// Every environment that is open in this process, by the identity of its data file.
///
/// lmdb.h, Caveats: "Do not have open an LMDB database twice in the same process at the same time." The lock is held
/// while a file is inspected, opened and closed, so that a plain descriptor never meets an open environment.
enum EnvironmentRegistry {
    @safe
    private struct Entry: Sendable {
        weak var core: EnvironmentCore?
        /// LMDB's handle, kept here so that whoever comes first after the last reference went can close it.
        // Used under the lock of the registry alone, to close it when its core is gone.
        nonisolated(unsafe) let handle: OpaquePointer
        let token: UInt64
    }

    private struct State: Sendable {
        var entries: [System.FileIdentity: Entry] = [:]
        var lastToken: UInt64 = 0
        var fork = 0
    }

    private static let state = Mutex(State())

    static func open(
        _ directory: String, _ configuration: Environment.Configuration, sharing: Bool
    ) throws(LMDBError) -> EnvironmentCore {
        // A last reference released under the lock would wait for the lock: it is kept until after.
        var kept: EnvironmentCore?
        defer { withExtendedLifetime(kept) {} }
        return try state.withLock { (state) throws(LMDBError) in
            // A child process inherits descriptors but no locks: what its parent had open is not open here.
            let fork = ForkGuard.watch()
            if state.fork != fork {
                state.entries = [:]
                state.fork = fork
            }
            if let path = try? System.canonical(directory),
                let identity = try System.status(path + EnvironmentOpening.dataFile)?.identity,
                let entry = state.entries[identity]
            {
                if let core = entry.core {
                    kept = core
                    let mine = core.configuration
                    if sharing, mine.readOnly == configuration.readOnly,
                        mine.allowsDeletes == configuration.allowsDeletes
                    {
                        return core
                    }
                    throw LMDBError(.alreadyOpen, operation: "Environment.init", path: path)
                }
                // The last reference went and its deinitializer waits for this lock.
                unsafe mdb_env_close(entry.handle)
                state.entries[identity] = nil
            }
            let opened = try EnvironmentOpening(directory, configuration).run()
            state.lastToken += 1
            let core = unsafe EnvironmentCore(
                handle: opened.handle, directory: opened.directory, identity: opened.identity,
                token: state.lastToken, fork: fork, configuration: configuration)
            unsafe state.entries[opened.identity] = Entry(
                core: core, handle: opened.handle, token: state.lastToken)
            kept = core
            try core.publishExistingTables()
            return core
        }
    }

    /// Closes on request; refused while transactions are open.
    static func close(_ core: EnvironmentCore) throws(LMDBError) {
        try state.withLock { (state) throws(LMDBError) in
            guard try core.markClosed() else { return }
            remove(core.identity, core.token, core.fork, &state)
        }
    }

    /// Closes when the last reference is gone.
    static func release(_ identity: System.FileIdentity, _ token: UInt64, _ fork: Int) {
        state.withLock { state in remove(identity, token, fork, &state) }
    }

    private static func remove(
        _ identity: System.FileIdentity, _ token: UInt64, _ fork: Int, _ state: inout State
    ) {
        // In a forked child, closing would clear the reader slots of the parent; the memory is left to the exit.
        guard fork == ForkGuard.current, let entry = state.entries[identity], entry.token == token else { return }
        unsafe mdb_env_close(entry.handle)
        state.entries[identity] = nil
    }
}
