import Dealtrail

/// What the process that reads a trail tells the one that asked it to, one in JSON a line.
enum VerifyMessage: Codable {
    /// How many events of how many are checked.
    case progress(done: UInt64, total: UInt64)
    /// Everything is checked.
    case report(VerifyReport)
    /// The log cannot be opened or read.
    case failure(code: String, description: String)
}
