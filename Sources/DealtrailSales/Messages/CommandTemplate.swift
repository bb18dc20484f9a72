public import DealtrailModel
import Foundation

/// A command whose fields come from an event (`docs/reactions.md`, "Commands").
public struct CommandTemplate: Codable, Hashable, Sendable {
    /// The stored name, such as `account.release`.
    public let kind: EventKind
    /// The fields by their names, as JSON in which texts have `{{ }}` around what comes from the event, as in a
    /// ``MessageTemplate``.
    public let fields: String

    /// Takes a command and its fields.
    public init(_ kind: EventKind, fields: String) {
        self.kind = kind
        self.fields = fields
    }

    /// The command that follows from an event.
    ///
    /// - Parameters:
    ///   - event: The event as a CloudEvent in JSON.
    ///   - catalog: The commands that are known.
    /// - Throws: ``UnknownCommand``; `DecodingError` where the fields do not make the command.
    /// - Complexity: O(fields and event).
    public func command(for event: String, in catalog: Catalog) throws -> any Command {
        func decode<Request: Command>(_ type: Request.Type, _ text: String) throws -> any Command {
            try JSONDecoder().decode(type, from: Data(text.utf8))
        }
        guard let type = catalog.commands[kind] else { throw UnknownCommand(kind: kind) }
        return try decode(type, MessageTemplate(fields).render(event))
    }

    /// A command that a build does not know.
    public struct UnknownCommand: Error, Hashable, CustomStringConvertible {
        /// Its stored name.
        public let kind: EventKind
        /// One line.
        public var description: String { "there is no command \(kind)" }
    }
}
