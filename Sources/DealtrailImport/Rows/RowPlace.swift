/// Where a row stands, and what it says: for rejects.
struct RowPlace: Sendable {
    /// The index of the file among those of the import.
    let file: Int
    let row: UInt64
    let line: UInt64
    let fields: [String]
}
