/// The table handles of an environment that commits have published.
///
/// lmdb.h, mdb_dbi_open: "This function must not be called from multiple concurrent transactions in the same process."
/// All tables that exist are opened with the environment; later ones under one lock, in one transaction at a time.
struct TableHandles: Sendable {
    struct Handle: Sendable {
        let number: UInt32
        /// The write transaction that made it, 0 when it was found.
        let birth: UInt64
    }

    /// Published handles by name.
    var published: [String: Handle] = [:]
    /// Handles that the running write transaction made.
    var pending: [String: Handle] = [:]
    /// Grows with every handle published outside a write transaction.
    var publications = 0
}
