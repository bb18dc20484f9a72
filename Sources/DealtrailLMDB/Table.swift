/// A handle of one table (in LMDB's words, a database) of an environment: keys in byte order, each with one value.
///
/// A handle is small, may be kept for as long as the environment is open and is checked at every use. One made by a
/// write transaction is void if that does not commit.
public struct Table: Sendable {
    /// LMDB's number of the table.
    let number: UInt32
    /// Which opening of which environment the number belongs to.
    let environment: UInt64
    /// The write transaction that made the handle, 0 once the handle was published by a commit.
    let birth: UInt64
}

extension Table: Hashable {
    /// Whether two handles name the same table of the same open environment.
    public static func == (one: Table, other: Table) -> Bool {
        one.number == other.number && one.environment == other.environment
    }

    /// Feeds what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(number)
        hasher.combine(environment)
    }
}
