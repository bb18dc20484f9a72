/// How the rows of one file are read, and what they lead to.
struct MappedFile: Hashable, Sendable {
    /// What the mapping calls it; the main one is "source".
    let name: String
    /// The file's name beside the main file; `nil` for the main one, which the caller names.
    let path: String?
    /// The columns that the mapping uses.
    let columns: [String]
    let delimiter: UInt8
    /// Texts that mean, in any column, that nobody recorded it.
    let notRecorded: Set<String>
    /// The column whose text finds a row; `nil` for the main file.
    let key: Int?
    let values: [ValueDefinition]
    let emits: [EmitRule]
}
