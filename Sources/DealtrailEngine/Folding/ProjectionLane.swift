import DealtrailModel

/// The states of one projection in one pass.
final class ProjectionLane<View: Projection>: FoldLane {
    private let steps: [@Sendable (inout View.State, borrowing EventView) throws -> Void]
    private let codec: StateCodec<View.State>
    private let stored: ViewSnapshot?
    private var states = Slab<View.State>()

    /// Creates a lane without states.
    ///
    /// - Parameter stored: Where the states of earlier events lie; `nil` begins with the first event.
    init(_ view: View.Type, codec: StateCodec<View.State>, stored: ViewSnapshot? = nil) {
        steps = View.rows.rows.map { $0.step }
        self.codec = codec
        self.stored = stored
    }

    /// The rows of a projection, as a plan takes them.
    static var planned: [FoldPlan.Row] {
        View.rows.rows.map { FoldPlan.Row(kind: $0.kind, selector: FoldPlan.Selector($0.key)) }
    }

    /// The state in a slot.
    func state(_ slot: Int) -> View.State { states[slot] }

    /// Puts a state into a slot, and how far it has come.
    func replace(_ slot: Int, _ state: View.State, _ mark: Mark) {
        states[slot] = state
        setMark(slot, mark)
    }

    override func load(_ key: RawSpan) throws -> Mark {
        let text = try Self.text(key)
        guard let stored, let found = try stored.entry(key, codec) else {
            states.append(View.initial(key: text))
            return Mark(occurred: .min, position: 0, events: 0, isLate: false)
        }
        states.append(found.state)
        return Mark(occurred: found.occurred, position: found.position, events: 1, isLate: false)
    }

    override func reset(_ slot: Int, _ key: RawSpan) throws {
        states[slot] = View.initial(key: try Self.text(key))
    }

    override func step(_ row: Int, _ slot: Int, _ event: borrowing EventView) throws {
        try steps[row](&states[slot], event)
    }

    override func write(_ slot: Int, to writer: inout CBORWriter) throws {
        try codec.write(states[slot], &writer)
    }

    private static func text(_ key: RawSpan) throws -> String {
        guard let text = key.text() else { throw EngineError(.corruptedEvent, "a key is not UTF-8") }
        return text
    }
}
