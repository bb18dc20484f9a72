#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The pages of a data file as the file has them, through a map of their own and not through that of LMDB.
///
/// What the file does not have is not read; one that is cut short meanwhile ends the process, as with LMDB's own map.
@safe
struct PageReader: ~Copyable {
    private let base: UnsafeRawPointer?
    private let byteCount: Int
    let pageSize: Int

    /// Maps so many bytes of a file.
    init(descriptor: Int32, byteCount: Int, pageSize: Int, _ path: String) throws(LMDBError) {
        self.byteCount = byteCount
        self.pageSize = pageSize
        guard byteCount > 0 else {
            unsafe base = nil
            return
        }
        let mapped = unsafe mmap(nil, byteCount, PROT_READ, MAP_SHARED, descriptor, 0)
        guard unsafe mapped != MAP_FAILED, let start = unsafe mapped else { throw System.failure("mmap", path) }
        unsafe base = UnsafeRawPointer(start)
    }

    deinit {
        if let start = unsafe base { unsafe munmap(UnsafeMutableRawPointer(mutating: start), byteCount) }
    }

    /// A page; `nil` when the file does not have all of it.
    @_lifetime(borrow self)
    borrowing func page(_ number: Int) -> RawSpan? {
        guard let start = unsafe base, number >= 0, number < byteCount / pageSize else { return nil }
        let page = unsafe RawSpan(_unsafeStart: start + number * pageSize, byteCount: pageSize)
        return unsafe _overrideLifetime(page, borrowing: self)
    }
}
