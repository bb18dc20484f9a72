internal import Foundation

/// The rows of a file that a mapping reads: header checked, columns in the mapping's order.
final class CSVTable {
    /// A row, or why it cannot be taken.
    enum Row {
        case row(CSVRecord, fields: [String])
        case defect(CSVDefect)
    }

    let file: MappedFile
    let csv: CSVFile
    let header: CSVHeader
    /// Where the mapping's columns stand in the file, from 0.
    let positions: [Int]

    /// Opens the file and reads its header.
    ///
    /// - Throws: ``ImportError``: `unreadable`, or `header` when a column of the mapping is not there.
    init(_ url: URL, as file: MappedFile) throws(ImportError) {
        self.file = file
        csv = try CSVFile(url, delimiter: file.delimiter)
        switch try csv.next() {
        case nil: throw ImportError(.header, "\(csv.name) is empty; its first row names the columns")
        case .defect(let defect): throw ImportError(.header, "\(csv.name), \(defect)")
        case .record(let record): header = try CSVHeader(record, file: csv.name)
        }
        var positions: [Int] = []
        var missing: [String] = []
        for column in file.columns {
            if let index = header.index(of: column) { positions.append(index) } else { missing.append(column) }
        }
        guard missing.isEmpty else {
            throw ImportError(
                .header,
                "\(csv.name) lacks \(missing.joined(separator: ", ")); it has \(header.names.joined(separator: ", "))")
        }
        self.positions = positions
    }

    /// The next row; `nil` at the end.
    ///
    /// A line without anything is no row.
    func next() throws(ImportError) -> Row? {
        while let outcome = try csv.next() {
            switch outcome {
            case .defect(let defect): return .defect(defect)
            case .record(let record):
                if record.fields == [""], header.names.count > 1 { continue }
                if let defect = header.defect(of: record, delimiter: file.delimiter) { return .defect(defect) }
                return .row(record, fields: positions.map { record.fields[$0] })
            }
        }
        return nil
    }
}
