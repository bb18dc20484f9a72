public import DealtrailModel
import DealtrailSales

/// What an author asked for, as he has signed it.
public struct SignedCommand: Hashable, Sendable, Encodable {
    /// The stored name of the command.
    public let kind: EventKind
    /// The schema version of the arguments.
    public let version: UInt32
    /// The arguments as JSON: with field names where the kind is known, with field numbers otherwise.
    public let arguments: String

    init(_ record: CommandRecord) {
        kind = record.kind
        version = record.version
        arguments =
            (try? Catalog.sales.json(of: record)) ?? "\(record.arguments.count) bytes that do not read"
    }

    /// One line.
    var text: String { "\(kind), version \(version): \(arguments)" }
}
