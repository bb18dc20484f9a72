import DealtrailModel

/// The states of one projection in one pass: what is the same for every projection.
///
/// One thread at a time uses a lane; it moves between threads with its pass.
class FoldLane {
    /// How far the fold of one key has come.
    struct Mark {
        /// The order in time of the last event folded.
        var occurred: Int64
        /// The position of the last event folded.
        var position: UInt64
        /// How many events have been folded, or would have been but for a late one.
        var events: UInt32
        /// Whether an event came out of its order, so that the key has to be folded again.
        var isLate: Bool
    }

    /// The slot of each key, -1 for none.
    private var slots: [Int32] = []
    private(set) var marks = Slab<Mark>()
    /// The key of each slot.
    private(set) var keys: [Int32] = []
    /// The slots whose keys have to be folded again.
    private(set) var late: [Int32] = []

    /// Applies a row to the state of a key.
    ///
    /// - Throws: What the row throws.
    @inline(__always)
    final func apply(_ row: Int, to key: Int, of table: borrowing KeyTable, _ event: borrowing EventView) throws {
        let slot = key < slots.count && slots[key] >= 0 ? Int(slots[key]) : try open(key, table)
        let order = event.occurredOrder
        let position = event.position
        let mark = marks[slot]
        if mark.events == 0 || (mark.position != position || mark.occurred != order) {
            marks[slot].events = mark.events &+ 1
            if mark.isLate { return }
            if mark.events > 0, (order, position) < (mark.occurred, mark.position) {
                marks[slot].isLate = true
                late.append(Int32(slot))
                return
            }
            marks[slot].occurred = order
            marks[slot].position = position
        } else if mark.isLate {
            return
        }
        try step(row, slot, event)
    }

    /// Makes a slot for a key, with its first or its stored state.
    private final func open(_ key: Int, _ table: borrowing KeyTable) throws -> Int {
        while slots.count <= key { slots.append(-1) }
        let slot = marks.count
        marks.append(try table.withText(key) { try load($0) })
        keys.append(Int32(key))
        slots[key] = Int32(slot)
        return slot
    }

    /// Says how far the fold of a slot has come.
    final func setMark(_ slot: Int, _ mark: Mark) {
        marks[slot] = mark
    }

    /// Ends the list of late keys, once they are folded again.
    final func clearLate() {
        late = []
    }

    // MARK: - What a projection adds

    /// Adds the state of a key: its first, or the stored one, and how far that has come.
    func load(_ key: RawSpan) throws -> Mark { Mark(occurred: .min, position: 0, events: 0, isLate: false) }

    /// Puts the state before the first event into a slot.
    func reset(_ slot: Int, _ key: RawSpan) throws {}

    /// Applies a row to the state in a slot.
    func step(_ row: Int, _ slot: Int, _ event: borrowing EventView) throws {}

    /// Writes the state in a slot.
    func write(_ slot: Int, to writer: inout CBORWriter) throws {}
}

extension FoldLane {
    /// Writes the record of a slot: an array of the last event's time and position, and the state.
    final func write(record slot: Int, to writer: inout CBORWriter) throws {
        writer.writeHead(.array, 3)
        writer.write(marks[slot].occurred)
        writer.write(marks[slot].position)
        try write(slot, to: &writer)
    }
}
