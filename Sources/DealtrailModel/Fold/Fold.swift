/// How events change a state: a table of rows, one for each kind that matters.
///
/// Other kinds are never decoded.
/// Pure: no clock, no random number, no locale, no hash order may reach the state (DESIGN section 1, rule 5).
public struct Fold<State>: Sendable {
    /// How a kind changes the state.
    public struct Row: Sendable {
        /// The kind.
        public let kind: EventKind
        let step: @Sendable (inout State, borrowing EventView) throws -> Void

        /// A row that reads the event as it lies in the log.
        public init(kind: EventKind, _ step: @escaping @Sendable (inout State, borrowing EventView) throws -> Void) {
            self.kind = kind
            self.step = step
        }
    }

    /// The kinds that have a row.
    public let kinds: Set<EventKind>
    private let rows: [UInt64: (text: [UInt8], row: Row)]

    /// Creates a fold; of two rows for one kind the later one counts.
    public init(@FoldBuilder<State> _ rows: () -> [Row]) {
        let rows = rows()
        kinds = Set(rows.map(\.kind))
        self.rows = Dictionary(
            rows.map { (NameHasher.hash($0.kind), (Array($0.kind.rawValue.utf8), $0)) }, uniquingKeysWith: { $1 })
    }

    /// Applies one event.
    ///
    /// - Throws: ``EventError`` when the event is of a kind that matters and does not read; whatever a row throws.
    /// - Complexity: O(1) for a kind without a row.
    public func apply(_ event: borrowing EventView, to state: inout State) throws {
        guard let entry = rows[event.kindHash], event.hasKind(entry.text) else { return }
        try event.checkBody()
        try entry.row.step(&state, event)
    }
}

/// A row of a fold over typed events: `On(QuoteSent.self) { state, event in ... }`.
///
/// - Parameters:
///   - type: The event; older versions come through its upcasters.
///   - step: What it does to the state.
public func On<State, Payload: Event>(
    _ type: Payload.Type, _ step: @escaping @Sendable (inout State, Payload) -> Void
) -> Fold<State>.Row {
    Fold<State>.Row(kind: Payload.kind) { state, event in step(&state, try event.decode(type)) }
}

/// A row of a fold over typed events that also looks at the envelope.
public func On<State, Payload: Event>(
    _ type: Payload.Type, _ step: @escaping @Sendable (inout State, Payload, borrowing EventView) throws -> Void
) -> Fold<State>.Row {
    Fold<State>.Row(kind: Payload.kind) { state, event in try step(&state, try event.decode(type), event) }
}

/// Collects the rows of a fold.
@resultBuilder
public enum FoldBuilder<State>: Sendable {
    /// One row.
    public static func buildExpression(_ row: Fold<State>.Row) -> [Fold<State>.Row] { [row] }
    /// Rows that are made elsewhere.
    public static func buildExpression(_ rows: [Fold<State>.Row]) -> [Fold<State>.Row] { rows }
    /// All rows.
    public static func buildBlock(_ rows: [Fold<State>.Row]...) -> [Fold<State>.Row] { rows.flatMap(\.self) }
}
