/// One record of a CSV file: its fields as text, and where it stands.
public struct CSVRecord: Hashable, Sendable {
    /// The number of the record in its file, from 1; the header is row 1.
    public let row: UInt64
    /// The line on which the record begins, from 1; it runs ahead of ``row`` after a field with line breaks in it.
    public let line: UInt64
    /// The fields, without their quotes.
    public let fields: [String]

    /// Creates a record.
    public init(row: UInt64, line: UInt64, fields: [String]) {
        self.row = row
        self.line = line
        self.fields = fields
    }
}
