internal import Foundation

/// The file that rejected rows go to: CSV with file, row, line, column, key, reason, and the row as it was.
struct RejectsFile {
    static let header = ["file", "row", "line", "column", "key", "reason", "record"]

    private let handle: FileHandle

    /// Creates the file, or empties the one that is there: rejects of an earlier run are not of this one.
    init(_ url: URL) throws(ImportError) {
        do {
            try Data(CSVText.line(Self.header) + [0x0a]).write(to: url)
            handle = try FileHandle(forWritingTo: url)
            try handle.seekToEnd()
        } catch {
            throw ImportError(.unreadable, "the file for rejects, \(url.path): \(error.localizedDescription)")
        }
    }

    func write(_ rejection: ImportReport.Rejection, record: [UInt8]) throws(ImportError) {
        let fields = [
            rejection.file, String(rejection.row), String(rejection.line),
            rejection.columnName ?? rejection.column.map { String($0) } ?? "", rejection.key ?? "", rejection.reason,
            String(decoding: record, as: UTF8.self),
        ]
        do {
            try handle.write(contentsOf: Data(CSVText.line(fields) + [0x0a]))
        } catch {
            throw ImportError(.unreadable, "the file for rejects: \(error.localizedDescription)")
        }
    }

    func close() throws(ImportError) {
        do {
            try handle.close()
        } catch {
            throw ImportError(.unreadable, "the file for rejects: \(error.localizedDescription)")
        }
    }
}
