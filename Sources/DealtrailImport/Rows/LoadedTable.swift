internal import DealtrailModel

/// A look-up table that was read whole: its rows by key, and its rows and defects in order.
struct LoadedTable: Sendable {
    /// A row of the table, or why it cannot be taken.
    enum Row: Sendable {
        case row(RowPlace, fields: [String])
        case defect(CSVDefect)
    }

    let index: Int
    let file: MappedFile
    let header: CSVHeader
    let positions: [Int]
    private(set) var table: LookupTable
    private(set) var rows: [Row] = []

    /// Reads the file.
    ///
    /// - Throws: ``ImportError``: `unreadable`, `header`, or `table` when two rows have one key.
    init(_ input: ImportInput, index: Int) throws(ImportError) {
        let csv = try CSVTable(input.url, as: input.file)
        self.index = index
        file = input.file
        header = csv.header
        positions = csv.positions
        table = LookupTable(name: input.name)
        let key = file.key ?? 0
        while let row = try csv.next() {
            switch row {
            case .defect(let defect): rows.append(.defect(defect))
            case .row(let record, let fields):
                guard table.rows.updateValue(fields, forKey: fields[key]) == nil else {
                    throw ImportError(
                        .table,
                        "\(input.name), row \(record.row), column \(positions[key] + 1): \"\(fields[key])\" stands there twice"
                    )
                }
                rows.append(
                    .row(
                        RowPlace(file: index, row: record.row, line: record.line, fields: record.fields), fields: fields
                    ))
            }
        }
        guard csv.csv.digest == input.digest else { throw ImportError(.changed, input.name) }
    }
}
