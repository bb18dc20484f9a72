import DealtrailModel

/// The states of one projection in one pass.
final class ProjectionLane<View: Projection>: FoldLane {
    private let codec: StateCodec<View.State>
    private let stored: ViewSnapshot?
    private var states = Slab<View.State>()

    /// Creates a lane without states.
    ///
    /// - Parameter stored: Where the states of earlier events lie; `nil` begins with the first event.
    init(_ view: View.Type, codec: StateCodec<View.State>, stored: ViewSnapshot? = nil) {
        self.codec = codec
        self.stored = stored
        // Each step knows its type, so that the walk over the events need not: what is generic costs a look-up each time.
        unsafe super.init(
            steps: View.rows.rows.map { row in
                let step = row.step
                return { state, event in
                    try unsafe step(&state.assumingMemoryBound(to: View.State.self).pointee, event)
                }
            }, stride: MemoryLayout<View.State>.stride)
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

    override func load(_ key: RawSpan) throws -> (Mark, UnsafeMutableRawPointer) {
        let mark: Mark
        if let found = try stored?.entry(key, codec) {
            states.append(found.state)
            mark = Mark(occurred: found.occurred, position: found.position, events: 1, isLate: false)
        } else {
            states.append(View.initial(key: try Self.text(key)))
            mark = Mark(occurred: .min, position: 0, events: 0, isLate: false)
        }
        return unsafe (mark, states.chunk(of: states.count - 1))
    }

    override func reset(_ slot: Int, _ key: RawSpan) throws {
        states[slot] = View.initial(key: try Self.text(key))
    }

    override func write(_ slot: Int, to writer: inout CBORWriter) throws {
        try codec.write(states[slot], &writer)
    }

    private static func text(_ key: RawSpan) throws -> String {
        guard let text = key.text() else { throw EngineError(.corruptedEvent, "a key is not UTF-8") }
        return text
    }
}
