import DealtrailCMemory
import DealtrailModel

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file that holds states which a fold has put aside, so that its memory stays bounded.
///
/// It has no name and ends with the process, unless a rebuild keeps it to go on after a kill.
///
/// One thread at a time uses it. Nothing is ever overwritten: a state that is put aside again is written again.
@safe
final class SpillFile {
    /// Where a state lies.
    struct Place {
        let offset: UInt64
        let length: UInt32

        /// Where nothing lies.
        static var none: Place { Place(offset: 0, length: 0) }
    }

    private let descriptor: Int32
    private let directory: String
    /// `nil` for a file without a name.
    private let path: String?
    /// What has not reached the file yet; it lies behind `flushed`.
    private var tail: CBORWriter
    private var flushed: UInt64 = 0
    /// Where the file is mapped for reading, and how many bytes of it.
    private var base: UnsafeRawPointer?
    private var mapped = 0
    private static let tailSize = 1 << 20

    /// Creates a file in a directory.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`).
    init(in directory: String) throws(EngineError) {
        tail = CBORWriter(capacity: Self.tailSize + Self.tailSize / 4)
        let name = "\(directory)/.rebuild-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        descriptor = unsafe open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        self.directory = directory
        path = nil
        guard descriptor >= 0 else { throw Self.failure("create a file", directory) }
        _ = unsafe unlink(name)
    }

    /// Opens a file with a name, and forgets what lies in it at `size` and beyond; creates it when it is not there.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`), also when the file is shorter.
    init(at path: String, size: UInt64) throws(EngineError) {
        tail = CBORWriter(capacity: Self.tailSize + Self.tailSize / 4)
        directory = path
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("create", path) }
        let length = lseek(descriptor, 0, SEEK_END)
        guard length >= 0, UInt64(length) >= size, ftruncate(descriptor, off_t(size)) == 0 else {
            throw Self.failure("go on", path)
        }
        flushed = size
    }

    deinit {
        unmap()
        if descriptor >= 0 { close(descriptor) }
    }

    /// How many bytes it holds.
    var size: UInt64 { flushed + UInt64(tail.bytes.count) }

    /// Makes sure that everything is on disk.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`).
    func synchronize() throws(EngineError) {
        try flush()
        guard fsync(descriptor) == 0 else { throw Self.failure("write", directory) }
    }

    /// Takes the name away, if there is one: the file ends with the process.
    func remove() {
        if let path { _ = unsafe unlink(path) }
    }

    /// Adds what `body` writes.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`), when the disk is full, say; what `body` throws.
    func append(_ body: (inout CBORWriter) throws -> Void) throws -> Place {
        let start = tail.bytes.count
        try body(&tail)
        guard let length = UInt32(exactly: tail.bytes.count - start) else {
            throw EngineError(.spillFailed, "a state of \(tail.bytes.count - start) bytes")
        }
        let place = Place(offset: flushed + UInt64(start), length: length)
        if tail.bytes.count >= Self.tailSize { try flush() }
        return place
    }

    /// Calls `body` with the bytes at a place.
    ///
    /// They are read through a map of the file: a call of the system for each of a million states would cost as much as
    /// writing them. A medium that fails ends the process, as it does for the log and the views.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`), what `body` throws.
    func withBytes<Result>(_ place: Place, _ body: (RawSpan) throws -> Result) throws -> Result {
        let count = Int(place.length)
        guard place.offset < flushed else {
            let start = Int(place.offset - flushed)
            let bytes = tail.bytes
            return try body(bytes.rawSpan.extracting(start..<start + count))
        }
        let start = Int(place.offset)
        if start + count > mapped { try map(start + count) }
        guard let base = unsafe base else { throw Self.failure("map", directory) }
        return try unsafe body(RawSpan(_unsafeStart: base + start, byteCount: count))
    }

    /// Asks the processor for the bytes at a place, without waiting for them.
    func prefetch(_ place: Place) {
        guard let base = unsafe base, Int(place.offset) + Int(place.length) <= mapped else { return }
        dealtrail_prefetch(unsafe UInt(bitPattern: base + Int(place.offset)), UInt(place.length))
    }

    /// Maps the file anew, with room to grow: what lies behind its end is not touched before it is written.
    private func map(_ count: Int) throws(EngineError) {
        unmap()
        let length = max(2 * count, 64 << 20)
        let start = unsafe mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, 0)
        guard unsafe start != MAP_FAILED else { throw Self.failure("map", directory) }
        unsafe base = UnsafeRawPointer(start)
        mapped = length
    }

    private func unmap() {
        if let base = unsafe base { _ = unsafe munmap(UnsafeMutableRawPointer(mutating: base), mapped) }
        unsafe base = nil
        mapped = 0
    }

    private func flush() throws(EngineError) {
        var done = 0
        let isWhole = unsafe tail.bytes.withUnsafeBytes { bytes in
            while done < bytes.count {
                let put = unsafe pwrite(
                    descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done,
                    off_t(flushed) + off_t(done))
                if put < 0, errno == EINTR { continue }
                guard put > 0 else { return false }
                done += put
            }
            return true
        }
        guard isWhole else { throw Self.failure("write", directory) }
        flushed += UInt64(tail.bytes.count)
        tail.removeAll()
    }

    private static func failure(_ what: String, _ directory: String) -> EngineError {
        EngineError(.spillFailed, "cannot \(what) in \(directory): \(unsafe String(cString: strerror(errno)))")
    }
}
