/// How far an import has come.
public struct ImportProgress: Hashable, Sendable {
    /// The name of the file that is being read.
    public let file: String
    /// How many of its bytes have been read.
    public let bytesRead: UInt64
    /// How many bytes it has.
    public let bytes: UInt64
    /// How many events were appended so far.
    public let taken: UInt64
    /// How many rows and events were rejected so far.
    public let rejected: UInt64
}
