import DealtrailModel

/// The states of one projection in one pass.
@safe
final class ProjectionLane<View: Projection>: FoldLane {
    private let codec: StateCodec<View.State>
    private var stored: ViewSnapshot?

    /// Creates a lane without states.
    ///
    /// - Parameter stored: Where the states of earlier events lie; `nil` begins with the first event.
    init(_ view: View.Type, codec: StateCodec<View.State>, stored: ViewSnapshot? = nil) {
        self.codec = codec
        self.stored = stored
        // Each step knows its type, so that the walk over the events need not: what is generic costs a look-up each time. They
        // are put into boxes one by one: what goes through an array of functions is called through two thunks more.
        var steps: [Box] = []
        for row in View.rows.rows {
            let step = row.step
            unsafe steps.append(
                Box { state, event in
                    try unsafe step(&state.assumingMemoryBound(to: View.State.self).pointee, event)
                })
        }
        unsafe super.init(
            steps: steps, slab: Slab(of: View.State.self), write: codec.write, footprint: codec.footprint,
            prefetch: codec.prefetch)
    }

    deinit {
        unsafe slab.forEachPlace { unsafe typed($0).deinitialize(count: 1) }
    }

    /// The rows of a projection, as a plan takes them.
    static var planned: [FoldPlan.Row] {
        View.rows.rows.map { FoldPlan.Row(kind: $0.kind, selector: FoldPlan.Selector($0.key)) }
    }

    /// The state in a slot.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`).
    func state(_ slot: Int) throws -> View.State { unsafe typed(try home(of: slot)).pointee }

    /// Puts a state into a slot, and how far it has come.
    func replace(_ slot: Int, _ state: View.State, _ mark: Mark) {
        adopt(slot, insert(state))
        setMark(slot, mark)
    }

    override func read(from snapshot: ViewSnapshot?) { stored = snapshot }

    override func load(_ key: RawSpan) throws -> (Mark, Int) {
        guard let stored else { return try makeInitial(key) }
        return try load(key, from: stored)
    }

    /// Apart, since the type of what is found is looked up, under a lock of all threads, by whoever only might look for it.
    @inline(never)
    private func load(_ key: RawSpan, from stored: ViewSnapshot) throws -> (Mark, Int) {
        guard let found = try stored.entry(key, codec) else { return try makeInitial(key) }
        let mark = Mark(occurred: found.occurred, position: found.position, events: 1, isLate: false)
        return (mark, insert(found.state))
    }

    override func makeInitial(_ key: RawSpan) throws -> (Mark, Int) {
        guard let text = key.text() else { throw EngineError(.corruptedEvent, "a key is not UTF-8") }
        let mark = Mark(occurred: .min, position: 0, events: 0, isLate: false)
        return (mark, insert(View.initial(key: text)))
    }

    override func read(_ bytes: RawSpan) throws -> Int { insert(try codec.read(bytes)) }

    override func free(_ home: Int) {
        unsafe typed(home).deinitialize(count: 1)
        unsafe slab.remove(home)
    }

    private func insert(_ state: consuming View.State) -> Int {
        let place = unsafe slab.insert()
        unsafe typed(place).initialize(to: state)
        return place
    }

    @inline(__always)
    private func typed(_ place: Int) -> UnsafeMutablePointer<View.State> {
        unsafe slab.address(place).assumingMemoryBound(to: View.State.self)
    }
}
