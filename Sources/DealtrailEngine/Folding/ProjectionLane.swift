import DealtrailModel

/// The states of one projection in one pass.
final class ProjectionLane<View: Projection>: FoldLane {
    private let codec: StateCodec<View.State>
    private var stored: ViewSnapshot?
    @exclusivity(unchecked) private var states = Slab<View.State>()

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
            }, stride: MemoryLayout<View.State>.stride, write: codec.write, footprint: codec.footprint)
    }

    /// The rows of a projection, as a plan takes them.
    static var planned: [FoldPlan.Row] {
        View.rows.rows.map { FoldPlan.Row(kind: $0.kind, selector: FoldPlan.Selector($0.key)) }
    }

    /// The state in a slot.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`).
    func state(_ slot: Int) throws -> View.State { unsafe states[try home(of: slot)] }

    /// Puts a state into a slot, and how far it has come.
    func replace(_ slot: Int, _ state: View.State, _ mark: Mark) throws {
        try unsafe adopt(slot, states.insert(state))
        setMark(slot, mark)
    }

    override func read(from snapshot: ViewSnapshot?) { stored = snapshot }

    override func load(_ key: RawSpan) throws -> (Mark, Int) {
        guard let found = try stored?.entry(key, codec) else { return try makeInitial(key) }
        let mark = Mark(occurred: found.occurred, position: found.position, events: 1, isLate: false)
        return unsafe (mark, states.insert(found.state))
    }

    override func makeInitial(_ key: RawSpan) throws -> (Mark, Int) {
        guard let text = key.text() else { throw EngineError(.corruptedEvent, "a key is not UTF-8") }
        let mark = Mark(occurred: .min, position: 0, events: 0, isLate: false)
        return unsafe (mark, states.insert(View.initial(key: text)))
    }

    override func address(_ home: Int) -> UnsafeMutableRawPointer {
        unsafe UnsafeMutableRawPointer(states.address(home))
    }

    override func read(_ bytes: RawSpan) throws -> Int { unsafe states.insert(try codec.read(bytes)) }

    override func free(_ home: Int) { unsafe states.remove(home) }
}
