#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A look at a data file before LMDB maps it: a page that is missing from the file is a SIGBUS once it is mapped.
///
/// Only while no environment of this process has the file open: closing a descriptor of it drops the locks of the
/// process.
struct DataFile {
    let path: String
    private let descriptor: Int32

    /// Checks a file and returns its newest header; `nil` when the file is empty, as LMDB leaves it before creation.
    static func inspect(_ path: String) throws(LMDBError) -> DataFileHeader? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw System.failure("open", path) }
        defer { _ = close(descriptor) }
        return try DataFile(path: path, descriptor: descriptor).check()
    }

    private func check() throws(LMDBError) -> DataFileHeader? {
        if try System.size(ofDescriptor: descriptor, path) == 0 { return nil }
        // Another process may commit meanwhile and reuse pages of the free list that is being read; then look again.
        var header = try newestHeader()
        for _ in 0..<8 {
            // Header first, size second: the file never shrinks.
            let size = try System.size(ofDescriptor: descriptor, path)
            if size >= header.minimumSize { return header }
            let verdict = Swift.Result { () throws(LMDBError) in
                try FreeList(descriptor: descriptor, path: path, header: header, size: size).pages()
            }
            let again = try newestHeader()
            guard again == header else {
                header = again
                continue
            }
            // Pages allocated and freed within one transaction are never written: the file may lawfully end early.
            let missing = (size / header.pageSize)...header.lastPage
            if case .success(let free) = verdict, free.isSuperset(of: missing) { return header }
            throw LMDBError(
                .truncated, operation: "Environment.init", path: path,
                detail: "\(size) bytes of \(header.minimumSize)")
        }
        throw LMDBError(.tryAgain, operation: "Environment.init", path: path)
    }

    private func newestHeader() throws(LMDBError) -> DataFileHeader {
        let first = try header(at: 0)
        let second = try header(at: first.pageSize)
        guard first.pageSize == second.pageSize else {
            throw LMDBError(.corrupted, operation: "Environment.init", path: path, detail: "meta pages disagree")
        }
        return second.transaction > first.transaction ? second : first
    }

    private func header(at offset: Int) throws(LMDBError) -> DataFileHeader {
        let bytes = try System.read(descriptor, at: offset, count: DataFileHeader.byteCount, path)
        return try unsafe DataFileHeader(bytes.span.bytes, path)
    }
}
