/// A table of a report.
public struct ReportTable: Hashable, Sendable {
    /// How a column is set.
    public enum Alignment: Hashable, Sendable {
        /// Words.
        case leading
        /// Numbers.
        case trailing
    }

    /// A column.
    public struct Column: Hashable, Sendable {
        /// The heading.
        public let title: String
        /// How it is set.
        public let alignment: Alignment

        /// A column of words.
        public static func words(_ title: String) -> Column { Column(title: title, alignment: .leading) }
        /// A column of numbers.
        public static func numbers(_ title: String) -> Column { Column(title: title, alignment: .trailing) }
    }

    /// A row.
    public struct Row: Hashable, Sendable {
        /// One text for each column.
        public let cells: [String]
        /// Lines below the row.
        public let details: [String]
        /// How strongly each cell is shaded in HTML; shorter than the cells, or `nil`, for not at all.
        public let shades: [Shade?]

        /// Creates a row.
        public init(_ cells: [String], details: [String] = [], shades: [Shade?] = []) {
            self.cells = cells
            self.details = details
            self.shades = shades
        }
    }

    /// The columns.
    public let columns: [Column]
    /// The rows.
    public let rows: [Row]

    /// Creates a table.
    public init(_ columns: [Column], _ rows: [Row]) {
        self.columns = columns
        self.rows = rows
    }
}
