import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files that are on disk, whole, when a call returns.
package enum DurableFile {
    private static let count = Atomic<UInt64>(0)

    /// Writes beside the target, syncs, renames over it, and syncs the directory: file first, directory after.
    package static func write(_ bytes: [UInt8], to path: String, permissions: UInt16 = 0o600) throws(LogError) {
        // A name of its own for each call: another that writes the same file must not find its bytes cut off.
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        let temporary = "\(path).\(getpid())-\(number).new"
        do throws(LogError) {
            try writeThrough(bytes, to: temporary, permissions)
            guard unsafe rename(temporary, path) == 0 else { throw LogError.system("rename", path) }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        try syncDirectory(parent(of: path))
    }

    private static func writeThrough(
        _ bytes: [UInt8], to temporary: String, _ permissions: UInt16
    ) throws(LogError) {
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(permissions))
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
    }

    /// Removes a file, if it is there.
    static func remove(_ path: String) throws(LogError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw LogError.system("unlink", path) }
    }

    /// Syncs a directory, so that names created in it survive a power loss.
    package static func syncDirectory(_ path: String) throws(LogError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LogError.system("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw LogError.system("fsync", path) }
    }

    /// Creates a directory, readable by its owner alone, and syncs its parent.
    ///
    /// One that is there already is left as it is, or is an error (`exists`) where it is claimed as `new`.
    package static func createDirectory(_ path: String, new: Bool = false) throws(LogError) {
        if unsafe mkdir(path, 0o700) != 0 {
            guard errno == EEXIST else { throw LogError.system("mkdir", path) }
            if new { throw LogError(.exists, path) }
        }
        // Also when it was there before: whoever made it may not have come to this.
        try syncDirectory(parent(of: path))
    }

    /// The directory that a path lies in.
    ///
    /// Foundation's own (`deletingLastPathComponent`) traps on a relative path of one letter.
    package static func parent(of path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        if path.hasPrefix("/") { return "/" + parts.joined(separator: "/") }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}

extension LogError {
    /// The failure of a system call, with what the system says.
    static func system(_ call: String, _ path: String) -> LogError {
        let number = errno
        let reason = unsafe String(cString: strerror(number))
        return LogError(
            number == ENOSPC || number == EDQUOT || number == EFBIG ? .diskFull : .system, "\(call) \(path): \(reason)")
    }
}
