import DealtrailModel

/// The states of one projection in one pass: what is the same for every projection.
///
/// One thread at a time uses a lane; it moves between threads with its pass.
@safe
class FoldLane {
    /// Applies a row to a state whose type only the step knows.
    typealias Step = (UnsafeMutableRawPointer, borrowing EventView) throws -> Void
    typealias Mark = LaneTable.Mark

    private let steps: [Step]
    /// How far apart states lie, in bytes.
    private let stride: Int
    /// Where each chunk of states begins.
    private var chunks: [UnsafeMutableRawPointer] = unsafe []
    /// One thread at a time uses a lane, and no row reaches it: the check at run time would find nothing.
    @exclusivity(unchecked) private var table = LaneTable()

    init(steps: [Step], stride: Int) {
        unsafe self.steps = steps
        self.stride = stride
    }

    /// The key of each slot.
    final var keys: [Int32] { unsafe table.keys }
    /// The slots whose keys have to be folded again.
    final var late: [Int32] { unsafe table.late }

    /// The slot of a key; `nil` when it has none.
    final func slot(of key: Int) -> Int? { unsafe table.slot(of: key) }

    /// How far the fold of a slot has come.
    final func mark(_ slot: Int) -> Mark { unsafe table.marks[slot] }

    /// Says how far the fold of a slot has come.
    final func setMark(_ slot: Int, _ mark: Mark) {
        unsafe table.marks[slot] = mark
    }

    /// Ends the list of late keys, once they are folded again.
    final func clearLate() {
        unsafe table.late = []
    }

    /// Applies a row to the state of a key, unless the event is late.
    ///
    /// - Throws: What the row throws.
    @inline(__always)
    final func apply(_ row: Int, to key: Int, of pass: FoldPass, _ event: borrowing EventView) throws {
        var slot = unsafe table.admit(key, event.occurredOrder, event.position)
        if slot == LaneTable.missing {
            try open(key, pass)
            slot = unsafe table.admit(key, event.occurredOrder, event.position)
        }
        if slot >= 0 { try step(row, slot, event) }
    }

    /// Applies a row to the state in a slot.
    ///
    /// - Throws: What the row throws.
    @inline(__always)
    final func step(_ row: Int, _ slot: Int, _ event: borrowing EventView) throws {
        let bits = Slab<Mark>.chunkBits
        try unsafe steps[row](chunks[slot >> bits] + (slot & (1 << bits - 1)) * stride, event)
    }

    /// Makes a slot for a key, with its first or its stored state.
    private final func open(_ key: Int, _ pass: FoldPass) throws {
        let (mark, chunk) = unsafe try pass.withText(key) { unsafe try load($0) }
        if unsafe table.keys.count & (1 << Slab<Mark>.chunkBits - 1) == 0 { unsafe chunks.append(chunk) }
        unsafe table.open(key, mark)
    }

    // MARK: - What a projection adds

    /// Adds the state of a key, its first or the stored one.
    ///
    /// - Returns: How far that has come, and where the chunk of the state begins.
    func load(_ key: RawSpan) throws -> (Mark, UnsafeMutableRawPointer) {
        throw EngineError(.invalidView, "a lane without a projection")
    }

    /// Puts the state before the first event into a slot.
    func reset(_ slot: Int, _ key: RawSpan) throws {}

    /// Writes the state in a slot.
    func write(_ slot: Int, to writer: inout CBORWriter) throws {}
}

extension FoldLane {
    /// Writes the record of a slot: an array of the last event's time and position, and the state.
    final func write(record slot: Int, to writer: inout CBORWriter) throws {
        let mark = mark(slot)
        writer.writeHead(.array, 3)
        writer.write(mark.occurred)
        writer.write(mark.position)
        try write(slot, to: &writer)
    }
}
