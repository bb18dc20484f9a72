import DealtrailModel

/// The states of one projection in one pass: what is the same for every projection.
///
/// A state is in memory, or put aside in a file once it has not been touched for long. One thread at a time uses a lane;
/// it moves between threads with its pass.
@safe
class FoldLane {
    /// Applies a row to a state whose type only the step knows.
    typealias Step = (UnsafeMutableRawPointer, borrowing EventView) throws -> Void
    typealias Mark = LaneTable.Mark

    /// A row's step in a box: to call what an array holds counts references, to call what a box holds does not.
    @safe
    private final class Box {
        let run: Step

        init(_ run: @escaping Step) { unsafe self.run = run }
    }

    private let boxes: [Box]
    private let steps: [Unmanaged<Box>]
    /// How far apart states lie in memory, in bytes.
    private let stride: Int
    /// Where each chunk of states begins.
    private var chunks: [UnsafeMutableRawPointer] = unsafe []
    /// The slot of each state in memory, -1 for none.
    private var owners: [Int32] = []
    /// One thread at a time uses a lane, and no row reaches it: the check at run time would find nothing.
    @exclusivity(unchecked) private var table = LaneTable()
    /// Where the states lie that were put aside, by slot; as long as the last of them asks for.
    private var places: [SpillFile.Place] = []
    /// Where states are put aside; without one they all stay in memory.
    final var spill: SpillFile?

    init(steps: [Step], stride: Int) {
        boxes = unsafe steps.map { unsafe Box($0) }
        unsafe self.steps = boxes.map { unsafe Unmanaged.passUnretained($0) }
        self.stride = stride
    }

    /// The key of each slot.
    final var keys: [Int32] { unsafe table.keys }
    /// The slots whose keys have to be folded again.
    final var late: [Int32] { unsafe table.late }

    /// The slot of a key; `nil` when it has none.
    final func slot(of key: Int) -> Int? { unsafe table.slot(of: key) }

    /// How far the fold of a slot has come.
    final func mark(_ slot: Int) -> Mark { unsafe table.mark(slot) }

    /// Says how far the fold of a slot has come.
    final func setMark(_ slot: Int, _ mark: Mark) { unsafe table.setMark(slot, mark) }

    /// Ends the list of late keys, once they are folded again.
    final func clearLate() { unsafe table.late = [] }

    /// Applies a row to the state of a key, unless the event is late.
    ///
    /// - Throws: What the row throws, ``EngineError``.
    @inline(__always)
    final func apply(_ row: Int, to key: Int, of pass: FoldPass, _ event: borrowing EventView) throws {
        var slot = unsafe table.admit(key, event.occurredOrder, event.position)
        if slot == LaneTable.missing {
            let (mark, home) = try pass.withText(key) { try load($0) }
            unsafe table.open(key, mark, home: home)
            try unsafe settle(table.keys.count - 1, home)
            slot = unsafe table.admit(key, event.occurredOrder, event.position)
        }
        if slot >= 0 { try step(row, slot, event) }
    }

    /// Applies a row to the state in a slot.
    ///
    /// - Throws: What the row throws, ``EngineError``.
    @inline(__always)
    final func step(_ row: Int, _ slot: Int, _ event: borrowing EventView) throws {
        let known = unsafe table.home(slot)
        let home = known >= 0 ? known : try bringBack(slot)
        let bits = Slab<Mark>.chunkBits
        let state = unsafe chunks[home >> bits] + (home & (1 << bits - 1)) * stride
        try unsafe steps[row]._withUnsafeGuaranteedRef { try unsafe $0.run(state, event) }
    }

    /// Puts the state before the first event into a slot.
    final func reset(_ slot: Int, _ key: RawSpan) throws {
        try adopt(slot, try makeInitial(key).1)
    }

    /// Says that the state of a slot now lies at `home`.
    final func adopt(_ slot: Int, _ home: Int) throws {
        let former = unsafe table.home(slot)
        if former >= 0 { forget(former) }
        try settle(slot, home)
    }

    /// Where the state of a slot lies in memory, brought back if it must be.
    final func home(of slot: Int) throws -> Int {
        let known = unsafe table.home(slot)
        return known >= 0 ? known : try bringBack(slot)
    }

    private final func settle(_ slot: Int, _ home: Int) throws {
        while owners.count <= home { owners.append(-1) }
        while unsafe chunks.count <= home >> Slab<Mark>.chunkBits {
            unsafe chunks.append(try address(chunks.count << Slab<Mark>.chunkBits))
        }
        owners[home] = Int32(slot)
        unsafe table.setHome(slot, home)
    }

    private final func forget(_ home: Int) {
        owners[home] = -1
        free(home)
    }

    // MARK: - Bounded memory

    /// About how many bytes the states in memory take: every 64th is looked at.
    ///
    /// - Parameter average: What one event adds to a state whose type does not say how large it is.
    /// - Complexity: O(states in memory).
    final func footprint(average: Int) -> Int {
        var bytes = 0
        for home in Swift.stride(from: 0, to: owners.count, by: 64) where owners[home] >= 0 {
            bytes += unsafe size(home) ?? Int(table.mark(Int(owners[home])).events) * average + 256
        }
        return 64 * bytes
    }

    /// The position of the last event of every `step`th state in memory.
    final func lastPositions(every step: Int) -> [UInt64] {
        var positions: [UInt64] = []
        for home in Swift.stride(from: 0, to: owners.count, by: step) where owners[home] >= 0 {
            unsafe positions.append(table.mark(Int(owners[home])).position)
        }
        return positions
    }

    /// Puts the states aside whose last event lies before `position`.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`), what encoding throws.
    final func putAside(before position: UInt64) throws {
        guard let spill else { return }
        for home in owners.indices where owners[home] >= 0 {
            let slot = Int(owners[home])
            guard unsafe table.mark(slot).position < position else { continue }
            var writer = CBORWriter()
            try write(home, to: &writer)
            while places.count <= slot { places.append(SpillFile.Place(offset: 0, length: 0)) }
            places[slot] = try spill.append(writer.bytes)
            forget(home)
            unsafe table.setHome(slot, -1)
        }
    }

    private final func bringBack(_ slot: Int) throws -> Int {
        let bytes = try aside(slot)
        let home = try read(bytes.rawSpan)
        try settle(slot, home)
        return home
    }

    private final func aside(_ slot: Int) throws -> [UInt8] {
        guard let spill, slot < places.count else { throw EngineError(.spillFailed, "the state of a key is gone") }
        return try spill.read(places[slot])
    }

    /// Writes the record of a slot: an array of the last event's time and position, and the state.
    final func write(record slot: Int, to writer: inout CBORWriter) throws {
        let mark = mark(slot)
        writer.writeHead(.array, 3)
        writer.write(mark.occurred)
        writer.write(mark.position)
        let home = unsafe table.home(slot)
        if home >= 0 { try write(home, to: &writer) } else { writer.write(encoded: try aside(slot)) }
    }

    // MARK: - What a projection adds

    /// Adds the state of a key, its first or the stored one: how far that has come, and where it lies.
    func load(_ key: RawSpan) throws -> (Mark, Int) { throw Self.incomplete }
    /// Adds the first state of a key.
    func makeInitial(_ key: RawSpan) throws -> (Mark, Int) { throw Self.incomplete }
    /// Where a state lies.
    func address(_ home: Int) throws -> UnsafeMutableRawPointer { throw Self.incomplete }
    /// Writes a state.
    func write(_ home: Int, to writer: inout CBORWriter) throws { throw Self.incomplete }
    /// Adds the state that was written.
    func read(_ bytes: RawSpan) throws -> Int { throw Self.incomplete }
    /// About how many bytes of memory a state takes; `nil` when its type does not say.
    func size(_ home: Int) -> Int? { nil }
    /// Forgets a state.
    func free(_ home: Int) {}

    private static var incomplete: EngineError { EngineError(.invalidView, "a lane without a projection") }
}
