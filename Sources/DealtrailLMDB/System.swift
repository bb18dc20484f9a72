internal import DealtrailCLMDB

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

#if !_pointerBitWidth(_64)
    #error("LMDB maps its whole file, so Dealtrail needs a 64-bit system")
#endif

/// Calls of the operating system, with typed errors.
enum System {
    /// The device and inode of a file: the same for every path that leads to it.
    struct FileIdentity: Hashable, Sendable {
        let device: UInt64
        let inode: UInt64
    }

    static func failure(_ operation: String, _ path: String?) -> LMDBError {
        LMDBError(LMDBError.Code(rawValue: errno), operation: operation, path: path)
    }

    /// The path without links, dots and relative parts.
    static func canonical(_ path: String) throws(LMDBError) -> String {
        guard let resolved = unsafe realpath(path, nil) else { throw failure("realpath", path) }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// Identity and size of a file, without opening it; `nil` when there is none.
    static func status(_ path: String) throws(LMDBError) -> (identity: FileIdentity, size: Int)? {
        var found = stat()
        guard unsafe stat(path, &found) == 0 else {
            if errno == ENOENT { return nil }
            throw failure("stat", path)
        }
        return (
            FileIdentity(device: UInt64(truncatingIfNeeded: found.st_dev), inode: UInt64(found.st_ino)),
            Int(found.st_size)
        )
    }

    static func size(ofDescriptor descriptor: Int32, _ path: String) throws(LMDBError) -> Int {
        var found = stat()
        guard unsafe fstat(descriptor, &found) == 0 else { throw failure("fstat", path) }
        return Int(found.st_size)
    }

    /// Makes a directory; one that exists is left as it is.
    ///
    /// Returns whether it was made.
    static func makeDirectory(_ path: String, mode: UInt16) throws(LMDBError) -> Bool {
        // Whoever may read the files may enter the directory.
        let access = mode | ((mode & 0o444) >> 2)
        if unsafe mkdir(path, mode_t(access)) == 0 { return true }
        if errno == EEXIST { return false }
        throw failure("mkdir", path)
    }

    /// Syncs an open file past the cache of the drive.
    static func sync(descriptor: Int32, _ path: String) throws(LMDBError) {
        #if canImport(Darwin)
            // On Apple systems fsync leaves data in the cache of the drive; only F_FULLFSYNC survives a power loss.
            if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
        #endif
        guard fsync(descriptor) == 0 else { throw failure("fsync", path) }
    }

    /// Syncs a directory, or a file that no environment of this process has open.
    static func sync(path: String) throws(LMDBError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { _ = close(descriptor) }
        try sync(descriptor: descriptor, path)
    }

    /// Reads bytes at an offset until the memory is full or the file ends.
    ///
    /// - Returns: How many there were; `nil` on failure, which `errno` tells.
    static func fill(_ memory: UnsafeMutableRawBufferPointer, from descriptor: Int32, at offset: Int) -> Int? {
        guard let start = memory.baseAddress else { return 0 }
        var got = 0
        while got < memory.count {
            let more = unsafe pread(descriptor, start + got, memory.count - got, off_t(offset + got))
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { return nil }
            if more == 0 { break }
            got += more
        }
        return got
    }

    /// Reads up to `count` bytes at an offset; fewer at the end of the file.
    static func read(_ descriptor: Int32, at offset: Int, count: Int, _ path: String) throws(LMDBError) -> [UInt8] {
        var got: Int?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            got = unsafe fill(
                UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]),
                from: descriptor, at: offset)
            initialized = got ?? 0
        }
        guard got != nil else { throw failure("pread", path) }
        return bytes
    }

    /// Removes a file, if it is there.
    static func remove(_ path: String) {
        _ = unsafe unlink(path)
    }

    /// Refuses the file systems on which the locks and the map of LMDB do not hold between machines.
    static func requireLocalFileSystem(_ path: String) throws(LMDBError) {
        var found = statfs()
        guard unsafe statfs(path, &found) == 0 else { throw failure("statfs", path) }
        #if canImport(Darwin)
            let isLocal = found.f_flags & UInt32(MNT_LOCAL) != 0
        #else
            // NFS, SMB, CIFS, SMB2, 9p, AFS, Ceph, Coda (linux/magic.h).
            let remote: Set<UInt32> = [
                0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x5346_414F, 0x00C3_6400, 0x7375_7245,
            ]
            let isLocal = !remote.contains(UInt32(truncatingIfNeeded: found.f_type))
        #endif
        guard isLocal else { throw LMDBError(.networkFileSystem, operation: "statfs", path: path) }
    }
}
