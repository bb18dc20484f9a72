/// Why a record of a CSV file cannot be taken, and where it stands.
public struct CSVDefect: Hashable, Sendable, CustomStringConvertible {
    /// The kind of defect.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// A quotation mark inside a field that does not begin with one.
        case quoteInField = "quote-in-field"
        /// Something other than a delimiter after the closing quotation mark.
        case textAfterQuote = "text-after-quote"
        /// A quoted field that is never closed.
        case unclosedQuote = "unclosed-quote"
        /// A carriage return without a line feed outside quotation marks.
        case bareCarriageReturn = "bare-carriage-return"
        /// A field that is not UTF-8.
        case invalidText = "invalid-text"
        /// A record that is longer than the limit.
        case tooLong = "too-long"
        /// More or fewer fields than the header has.
        case ragged
    }

    /// The number of the record in its file, from 1; the header is row 1.
    public let row: UInt64
    /// The line on which the defect was seen, from 1.
    public let line: UInt64
    /// The number of the field, from 1.
    public let column: Int
    /// The kind of defect.
    public let code: Code
    /// What is wrong and what would be right.
    public let reason: String
    /// The bytes of the record as they stand in the file, without the line ending.
    public let raw: [UInt8]

    /// Creates a defect.
    public init(row: UInt64, line: UInt64, column: Int, code: Code, reason: String, raw: [UInt8]) {
        self.row = row
        self.line = line
        self.column = column
        self.code = code
        self.reason = reason
        self.raw = raw
    }

    /// One line: row, column and reason.
    public var description: String { "row \(row) (line \(line)), column \(column): \(reason)" }
}
