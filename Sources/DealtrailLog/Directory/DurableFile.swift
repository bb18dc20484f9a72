import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files that are on disk, whole, when a call returns.
enum DurableFile {
    /// Writes beside the target, syncs, renames over it, and syncs the directory: file first, directory after.
    static func write(_ bytes: [UInt8], to path: String, permissions: UInt16 = 0o600) throws(LogError) {
        let temporary = path + ".new"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode_t(permissions))
        guard descriptor >= 0 else { throw LogError.system("open", temporary) }
        var offset = 0
        while offset < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Foundation.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            guard written > 0 else {
                let failure = LogError.system("write", temporary)
                close(descriptor)
                throw failure
            }
            offset += written
        }
        let synced = fsync(descriptor)
        let failure = LogError.system("fsync", temporary)
        close(descriptor)
        guard synced == 0 else { throw failure }
        guard unsafe rename(temporary, path) == 0 else { throw LogError.system("rename", path) }
        try syncDirectory(parent(of: path))
    }

    /// Syncs a directory, so that names created in it survive a power loss.
    static func syncDirectory(_ path: String) throws(LogError) {
        let descriptor = unsafe open(path, O_RDONLY)
        guard descriptor >= 0 else { throw LogError.system("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw LogError.system("fsync", path) }
    }

    /// Creates a directory, readable by its owner alone, and syncs its parent.
    static func createDirectory(_ path: String) throws(LogError) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw LogError.system("mkdir", path) }
        try syncDirectory(parent(of: path))
    }

    /// The directory that a path lies in.
    ///
    /// Foundation's own (`deletingLastPathComponent`) traps on a relative path of one letter.
    static func parent(of path: String) -> String {
        var parts = path.split(separator: "/", omittingEmptySubsequences: true)
        if !parts.isEmpty { parts.removeLast() }
        let parent = parts.joined(separator: "/")
        if path.hasPrefix("/") { return "/" + parent }
        return parent.isEmpty ? "." : parent
    }
}

extension LogError {
    /// The failure of a system call, with what the system says.
    static func system(_ call: String, _ path: String) -> LogError {
        let number = errno
        let reason = unsafe String(cString: strerror(number))
        return LogError(number == ENOSPC ? .diskFull : .system, "\(call) \(path): \(reason)")
    }
}
