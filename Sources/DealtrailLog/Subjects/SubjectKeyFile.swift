import DealtrailModel
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The open file of keys: a header, and slots that never move.
///
/// It is opened for each use, so that nothing of it is kept in memory and another process may erase at any time.
struct SubjectKeyFile: ~Copyable {
    static let fileName = "subjects.keys"
    private static let magic = Array("dealtrail-keys\n\n".utf8)
    private static let version: UInt8 = 1

    private let descriptor: Int32
    private let path: String

    /// Opens the file of a log; `nil` when there is none.
    ///
    /// The permissions are those of the open file, so that it cannot be exchanged in between.
    ///
    /// - Throws: ``SubjectKeyError``.
    static func open(_ path: String, of origin: String, forWriting: Bool = false) throws(SubjectKeyError)
        -> SubjectKeyFile?
    {
        let descriptor = unsafe Foundation.open(path, (forWriting ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .system("open", path)
        }
        let file = SubjectKeyFile(descriptor: descriptor, path: path)
        try file.checkAccess()
        try file.checkHeader(origin)
        return .some(file)
    }

    /// Creates the file of a log, without keys.
    static func create(_ path: String, of origin: String) throws(SubjectKeyError) {
        do throws(LogError) {
            try DurableFile.write(header(origin), to: path)
        } catch {
            throw SubjectKeyError(.system, error.detail)
        }
    }

    /// The bytes of a file without the keys that are to be gone, and how many of them it still had.
    static func erasing(_ file: [UInt8], _ isGone: (SubjectKeySlot) -> Bool) -> (bytes: [UInt8], count: Int) {
        var bytes = file
        var count = 0
        let size = SubjectKeySlot.byteCount
        for start in stride(from: size, through: file.count - size, by: size) {
            guard let slot = SubjectKeySlot(Array(file[start..<start + size])), slot.state != .erased, isGone(slot)
            else { continue }
            bytes.replaceSubrange(start..<start + size, with: slot.erased)
            count += 1
        }
        return (bytes, count)
    }

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// How many slots are whole.
    func slotCount() throws(SubjectKeyError) -> Int {
        max(0, Int(try status().st_size) / SubjectKeySlot.byteCount - 1)
    }

    /// The bytes of a slot.
    func slot(_ number: Int) throws(SubjectKeyError) -> [UInt8] { try read(at: number + 1) }

    /// Overwrites a slot where it lies, or adds one behind the last, and syncs.
    func write(_ bytes: [UInt8], at number: Int) throws(SubjectKeyError) {
        let start = (number + 1) * SubjectKeySlot.byteCount
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(start + done))
            }
            guard count > 0 || errno == EINTR else { throw .system("write", path) }
            done += max(0, count)
        }
        try sync()
    }

    /// Puts on disk what any process has written.
    func sync() throws(SubjectKeyError) {
        guard fsync(descriptor) == 0 else { throw .system("fsync", path) }
    }

    private func read(at block: Int) throws(SubjectKeyError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: SubjectKeySlot.byteCount)
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
                    off_t(block * SubjectKeySlot.byteCount + done))
            }
            guard count >= 0 || errno == EINTR else { throw .system("read", path) }
            guard count != 0 else { throw SubjectKeyError(.damaged, "\(path) ends within slot \(block - 1)") }
            done += max(0, count)
        }
        return bytes
    }

    private func checkAccess() throws(SubjectKeyError) {
        let status = try status()
        guard status.st_mode & S_IFMT == S_IFREG else { throw SubjectKeyError(.damaged, "\(path) is not a file") }
        guard status.st_uid == geteuid() else { throw SubjectKeyError(.exposed, "\(path) belongs to another user") }
        guard status.st_mode & 0o077 == 0 else {
            throw SubjectKeyError(.exposed, "\(path) has mode \(String(status.st_mode & 0o777, radix: 8))")
        }
    }

    private func checkHeader(_ origin: String) throws(SubjectKeyError) {
        let found = try read(at: 0)
        guard found.starts(with: Self.magic) else { throw SubjectKeyError(.damaged, "\(path) is no file of keys") }
        guard found[Self.magic.count] <= Self.version else {
            throw SubjectKeyError(.newerFormat, "\(path) has version \(found[Self.magic.count])")
        }
        guard found == Self.header(origin) else {
            throw SubjectKeyError(.otherLog, "\(path) was not made for \(origin)")
        }
    }

    private func status() throws(SubjectKeyError) -> stat {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .system("fstat", path) }
        return status
    }

    private static func header(_ origin: String) -> [UInt8] {
        let head = magic + [version] + [UInt8](repeating: 0, count: 15)
        let bytes = head + ContentDigest(of: Array(origin.utf8)).bytes
        return bytes + [UInt8](repeating: 0, count: SubjectKeySlot.byteCount - bytes.count)
    }
}

extension SubjectKeyError {
    /// The failure of a system call, with what the system says.
    fileprivate static func system(_ call: String, _ path: String) -> SubjectKeyError {
        let reason = unsafe String(cString: strerror(errno))
        return SubjectKeyError(.system, "\(call) \(path): \(reason)")
    }
}
