/// The first row of a CSV file: which column has which name.
public struct CSVHeader: Hashable, Sendable {
    /// The names, in the order of the file.
    public let names: [String]
    private let indices: [String: Int]

    /// Takes the names of the first row; spaces around a name do not belong to it.
    ///
    /// - Throws: ``ImportError`` (`header`) when a name is empty or occurs twice.
    public init(_ record: CSVRecord, file: String) throws(ImportError) {
        let names = record.fields.map { $0.trimmingSpaces }
        var indices: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            guard !name.isEmpty else {
                throw ImportError(.header, "\(file), row 1, column \(index + 1): the header has an empty name")
            }
            guard indices.updateValue(index, forKey: name) == nil else {
                throw ImportError(.header, "\(file), row 1, column \(index + 1): the header has \"\(name)\" twice")
            }
        }
        self.names = names
        self.indices = indices
    }

    /// The index of a column, from 0; `nil` when the file does not have it.
    public func index(of name: String) -> Int? { indices[name] }

    /// Checks that a record has as many fields as the header.
    ///
    /// - Returns: What is wrong, or `nil`.
    func defect(of record: CSVRecord, delimiter: UInt8) -> CSVDefect? {
        guard record.fields.count != names.count else { return nil }
        let column = min(record.fields.count, names.count) + 1
        let missing =
            record.fields.count < names.count ? "; \"\(names[record.fields.count])\" is the first that is missing" : ""
        return CSVDefect(
            row: record.row, line: record.line, column: column, code: .ragged,
            reason: "the row has \(record.fields.count) fields, the header has \(names.count)\(missing)",
            raw: CSVText.line(record.fields, delimiter: delimiter))
    }
}
