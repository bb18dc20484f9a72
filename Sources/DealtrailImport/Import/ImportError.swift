/// Why an import cannot start or go on.
///
/// What was appended before stays, and a repetition finds it there.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// A file cannot be read.
        case unreadable
        /// The header is not what the mapping expects.
        case header
        /// A file that the mapping needs was not given, or one that it does not know was.
        case files
        /// A look-up table has two rows for one key, or a row that does not read.
        case table
        /// A file changed while it was imported.
        case changed
        /// The importer, the definitions of the mapping or the log's answer stands in the way.
        case refused
    }

    /// The kind of failure.
    public let code: Code
    /// What, where and what to do.
    public let detail: String

    /// Creates an error.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// One line.
    public var description: String {
        switch code {
        case .unreadable: "cannot read: \(detail)"
        case .header: "the header does not fit: \(detail)"
        case .files: "the files do not fit the mapping: \(detail)"
        case .table: "the look-up table does not fit: \(detail)"
        case .changed: "a file changed while it was imported: \(detail); import it again"
        case .refused: "the import was refused: \(detail)"
        }
    }
}
