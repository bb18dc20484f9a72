internal import DealtrailModel
internal import Foundation

/// A CSV file that is read once from its beginning to its end, in pieces.
final class CSVFile {
    static let pieceBytes = 1 << 16

    let name: String
    private let handle: FileHandle
    private var parser: CSVParser
    private var hasher = ContentHasher()
    private var isAtEnd = false
    /// How many bytes have been read.
    private(set) var bytesRead: UInt64 = 0

    /// Opens a file.
    ///
    /// - Throws: ``ImportError`` (`unreadable`).
    init(_ url: URL, delimiter: UInt8) throws(ImportError) {
        name = url.lastPathComponent
        handle = try Self.open(url)
        parser = CSVParser(delimiter: delimiter)
    }

    deinit { try? handle.close() }

    /// The next record or defect; `nil` at the end.
    func next() throws(ImportError) -> CSVParser.Outcome? {
        while true {
            if let outcome = parser.next() { return outcome }
            guard !isAtEnd else { return nil }
            let piece = try Self.read(handle, name)
            if piece.isEmpty {
                isAtEnd = true
                parser.finish()
            } else {
                hasher.update(piece)
                bytesRead += UInt64(piece.count)
                parser.append(piece)
            }
        }
    }

    /// The digest of what was read; of the whole file when it is at its end.
    var digest: ContentDigest { hasher.digest }

    /// The digest and the size of a file.
    static func digest(of url: URL) throws(ImportError) -> (digest: ContentDigest, bytes: UInt64) {
        let handle = try open(url)
        defer { try? handle.close() }
        var hasher = ContentHasher()
        var bytes: UInt64 = 0
        while true {
            let piece = try read(handle, url.lastPathComponent)
            guard !piece.isEmpty else { return (hasher.digest, bytes) }
            hasher.update(piece)
            bytes += UInt64(piece.count)
        }
    }

    private static func open(_ url: URL) throws(ImportError) -> FileHandle {
        do {
            return try FileHandle(forReadingFrom: url)
        } catch {
            throw ImportError(.unreadable, "\(url.path): \(error.localizedDescription)")
        }
    }

    private static func read(_ handle: FileHandle, _ name: String) throws(ImportError) -> Data {
        do {
            return try handle.read(upToCount: pieceBytes) ?? Data()
        } catch {
            throw ImportError(.unreadable, "\(name): \(error.localizedDescription)")
        }
    }
}
