/// A second CSV file, found by key.
struct LookupTable: Sendable {
    /// The name that the mapping gives it.
    let name: String
    /// The fields that the mapping names, in its order, by key.
    var rows: [String: [String]] = [:]
}
