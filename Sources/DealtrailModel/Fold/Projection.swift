/// A view of the log: a pure fold, per key, of the events in the order in which they happened.
///
/// Each key folds its events by (occurred-at, position), unknown times first; a late entry folds its key again. Declared
/// once, it yields the live view, the rebuild, the catch-up, every as-of and the replay of one key (DESIGN section 6).
public protocol Projection: Sendable {
    /// What is known about one key.
    associatedtype State: Codable & Sendable
    /// The name of the view, such as `funnel`: its directory name, so letters, digits and hyphens.
    static var name: String { get }
    /// The version of the code; a change of it makes a new view and a rebuild.
    static var codeVersion: UInt32 { get }
    /// What is known of a key before its first event.
    static func initial(key: String) -> State
    /// How events change it.
    static var rows: ProjectionRows<State> { get }
}

/// The rows of a projection, found by kind.
public struct ProjectionRows<State>: Sendable {
    /// Whose state an event changes.
    public enum Key: Hashable, Sendable {
        /// That of its stream; the key is the stream's name.
        case stream
        /// That of the thing in the tag with this name; the key is the whole tag, such as `account:acme`.
        case tag(String)
    }

    /// How a kind changes the state of a key.
    public struct Row: Sendable {
        /// The kind.
        public let kind: EventKind
        /// Whose state it changes.
        public let key: Key
        /// How it changes.
        ///
        /// It reads single fields with ``EventView/fields``: it runs over the whole log.
        public let step: @Sendable (inout State, borrowing EventView) throws -> Void

        /// Creates a row.
        public init(
            _ kind: EventKind, key: Key = .stream,
            _ step: @escaping @Sendable (inout State, borrowing EventView) throws -> Void
        ) {
            self.kind = kind
            self.key = key
            self.step = step
        }
    }

    /// The rows, at most one for each kind and key.
    public let rows: [Row]
    /// Kinds that the projection knows and leaves out on purpose; a test holds every kind of the catalogue against both.
    public let ignored: Set<EventKind>

    /// Creates rows.
    public init(_ rows: [Row], ignoring ignored: Set<EventKind> = []) {
        self.rows = rows
        self.ignored = ignored
    }
}
