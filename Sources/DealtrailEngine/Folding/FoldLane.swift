import DealtrailCMemory
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
    final class Box {
        let run: Step

        init(_ run: @escaping Step) { unsafe self.run = run }
    }

    /// The same for what asks ahead.
    @safe
    final class Ahead {
        let run: (UnsafeMutableRawPointer, Int) -> Void

        init(_ run: @escaping (UnsafeMutableRawPointer, Int) -> Void) { unsafe self.run = run }
    }

    private let boxes: [Box]
    private let steps: [Unmanaged<Box>]
    /// Writes a state.
    private let writeState: (UnsafeMutableRawPointer, inout CBORWriter) throws -> Void
    /// About how many bytes of memory a state takes; `nil` when its type does not say.
    private let footprintOfState: ((UnsafeMutableRawPointer) -> Int)?
    /// Asks for what a state refers to; `nil` when its type does not say.
    private let owned: Ahead?
    private let ahead: Unmanaged<Ahead>?
    // One thread at a time uses a lane, and no row reaches it: the checks of access at run time would find nothing.

    /// The states in memory.
    @exclusivity(unchecked) final var slab: Slab
    /// The slot of each state in memory, -1 for none.
    @exclusivity(unchecked) private var owners: [Int32] = []
    @exclusivity(unchecked) private var table = LaneTable()
    /// Where the states lie that were put aside, by slot; as long as the last of them asks for.
    @exclusivity(unchecked) private var places = FlatArray<SpillFile.Place>()
    /// Where states are put aside; without one they all stay in memory.
    final var spill: SpillFile?

    init(
        steps: [Box], slab: consuming Slab, write: @escaping (UnsafeMutableRawPointer, inout CBORWriter) throws -> Void,
        footprint: ((UnsafeMutableRawPointer) -> Int)?, prefetch: ((UnsafeMutableRawPointer, Int) -> Void)?
    ) {
        owned = unsafe prefetch.map { unsafe Ahead($0) }
        unsafe ahead = owned.map { unsafe Unmanaged.passUnretained($0) }
        unsafe writeState = write
        unsafe footprintOfState = footprint
        boxes = steps
        unsafe self.steps = steps.map { unsafe Unmanaged.passUnretained($0) }
        unsafe self.slab = slab
    }

    /// The key of each slot.
    final var keys: [Int32] { unsafe table.keys }

    /// The key of a slot; what asks for one after the other counts no references.
    @inline(__always)
    final func key(of slot: Int) -> Int { unsafe Int(table.keys[slot]) }

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
            unsafe settle(table.keys.count - 1, home)
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
        let state = unsafe slab.address(home)
        try unsafe steps[row]._withUnsafeGuaranteedRef { try unsafe $0.run(state, event) }
    }

    /// Puts the state before the first event into a slot.
    final func reset(_ slot: Int, _ key: RawSpan) throws {
        adopt(slot, try makeInitial(key).1)
    }

    /// Says that the state of a slot now lies at `home`.
    final func adopt(_ slot: Int, _ home: Int) {
        let former = unsafe table.home(slot)
        if former >= 0 { forget(former) }
        settle(slot, home)
    }

    /// Where the state of a slot lies in memory, brought back if it must be.
    final func home(of slot: Int) throws -> Int {
        let known = unsafe table.home(slot)
        return known >= 0 ? known : try bringBack(slot)
    }

    private final func settle(_ slot: Int, _ home: Int) {
        while unsafe owners.count <= home { unsafe owners.append(-1) }
        unsafe owners[home] = Int32(slot)
        unsafe table.setHome(slot, home)
    }

    private final func forget(_ home: Int) {
        unsafe owners[home] = -1
        free(home)
    }

    // MARK: - Bounded memory

    /// About how many bytes the states in memory take: every 64th is looked at.
    ///
    /// - Parameter average: What one event adds to a state whose type does not say how large it is.
    /// - Complexity: O(states in memory).
    final func footprint(average: Int) -> Int {
        var bytes = 0
        for home in Swift.stride(from: 0, to: unsafe owners.count, by: 64) where unsafe owners[home] >= 0 {
            bytes += unsafe size(home) ?? Int(table.mark(Int(owners[home])).events) * average + 256
        }
        return 64 * bytes
    }

    /// About how many bytes of memory a state takes; `nil` when its type does not say.
    @inline(__always)
    final func size(_ home: Int) -> Int? {
        if let footprintOfState = unsafe footprintOfState { return unsafe footprintOfState(slab.address(home)) }
        return nil
    }

    /// The position of the last event of every `step`th state in memory.
    final func lastPositions(every step: Int) -> [UInt64] {
        var positions: [UInt64] = []
        for home in Swift.stride(from: 0, to: unsafe owners.count, by: step) where unsafe owners[home] >= 0 {
            unsafe positions.append(table.mark(Int(owners[home])).position)
        }
        return positions
    }

    /// Puts the states aside whose last event lies before `position`.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`), what encoding throws.
    final func putAside(before position: UInt64) throws {
        guard let spill else { return }
        for home in 0..<(unsafe owners.count) {
            prefetchAside(behind: home, position)
            guard let slot = owner(home), unsafe table.mark(slot).position < position else { continue }
            let state = unsafe slab.address(home)
            setPlace(slot, try spill.append { try unsafe writeState(state, &$0) })
            forget(home)
            unsafe table.setHome(slot, -1)
        }
    }

    /// The slot of the state at a place; `nil` where there is none.
    @inline(__always)
    private final func owner(_ home: Int) -> Int? {
        guard home < (unsafe owners.count), unsafe owners[home] >= 0 else { return nil }
        return unsafe Int(owners[home])
    }

    private final func bringBack(_ slot: Int) throws -> Int {
        let home = try withAside(slot) { bytes in
            do {
                return try read(bytes)
            } catch {
                throw EngineError(.spillFailed, "a state that was put aside does not read (\(error))")
            }
        }
        settle(slot, home)
        return home
    }

    private final func withAside<Result>(_ slot: Int, _ body: (RawSpan) throws -> Result) throws -> Result {
        guard let spill, unsafe slot < places.count else {
            throw EngineError(.spillFailed, "the state of a key is gone")
        }
        return try spill.withBytes(unsafe places[slot], body)
    }

    /// Writes the record of a slot: an array of the last event's time and position, and the state.
    final func write(record slot: Int, to writer: inout CBORWriter) throws {
        let mark = mark(slot)
        writer.writeHead(.array, 3)
        writer.write(mark.occurred)
        writer.write(mark.position)
        let home = unsafe table.home(slot)
        if home >= 0 {
            try unsafe writeState(slab.address(home), &writer)
        } else {
            try withAside(slot) { writer.write(encoded: $0) }
        }
    }

    // MARK: - A fold that goes on after a kill

    /// Writes the states in memory that an event at or after a position has changed; they stay in memory.
    ///
    /// A key that is folded again in any case has no state worth keeping.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`), what encoding throws.
    /// - Complexity: O(keys).
    final func saveStates(since position: UInt64, into file: SpillFile) throws {
        for slot in keys.indices {
            let home = unsafe table.home(slot)
            let mark = mark(slot)
            guard home >= 0, !mark.isLate, mark.position >= position else { continue }
            let state = unsafe slab.address(home)
            setPlace(slot, try file.append { try unsafe writeState(state, &$0) })
        }
    }

    /// Calls `body` with each key that an event at or after a position has changed, how far it has come, and where its
    /// state was written.
    ///
    /// - Complexity: O(keys).
    final func forEachSaved(since position: UInt64, _ body: (_ key: Int, Mark, SpillFile.Place) throws -> Void) rethrows
    {
        for (slot, key) in keys.enumerated() {
            let mark = mark(slot)
            guard mark.position >= position || mark.isLate else { continue }
            try body(Int(key), mark, mark.isLate ? .none : unsafe places[slot])
        }
    }

    /// Takes a key that was saved.
    final func restore(_ key: Int, _ mark: Mark, _ place: SpillFile.Place) {
        if let known = slot(of: key) {
            if mark.isLate, !self.mark(known).isLate { unsafe table.late.append(Int32(known)) }
            setMark(known, mark)
            setPlace(known, place)
        } else {
            unsafe table.open(key, mark, home: -1)
            let slot = keys.count - 1
            if mark.isLate { unsafe table.late.append(Int32(slot)) }
            setPlace(slot, place)
        }
    }

    private final func setPlace(_ slot: Int, _ place: SpillFile.Place) {
        if unsafe places.count <= slot { unsafe places.append(.none, slot + 1 - places.count) }
        unsafe places[slot] = place
    }

    // MARK: - Asking ahead

    /// Asks for the slot of a key.
    @inline(__always)
    final func prefetchSlot(_ key: Int) { unsafe table.prefetchSlot(key) }

    /// Asks for what is known of the slot of a key, which is the answer; -1 when it has none.
    @inline(__always)
    final func prefetchMark(_ key: Int) -> Int { unsafe table.prefetchMark(key) }

    /// Asks for the state of a slot.
    ///
    /// - Returns: Where it lies, -1 when it is not in memory.
    @inline(__always)
    final func prefetchState(_ slot: Int) -> Int {
        guard slot >= 0 else { return -1 }
        let home = unsafe table.home(slot)
        if home >= 0 { unsafe dealtrail_prefetch(UInt(bitPattern: slab.address(home)), UInt(slab.stride)) }
        return home
    }

    /// Asks for what ``putAside(before:)`` looks at some places behind the one at hand, four places between two steps: what is known
    /// of the slot, then what the state refers to if it is put aside.
    @inline(__always)
    private final func prefetchAside(behind home: Int, _ position: UInt64) {
        if let slot = owner(home &+ 20) { unsafe table.prefetch(slot: slot) }
        var step = 0
        while step < 3 {
            let next = home &+ 12 &- 4 &* step
            if let slot = owner(next), unsafe table.mark(slot).position < position { prefetchParts(next, step) }
            step &+= 1
        }
    }

    /// Asks for what ``write(record:to:)`` looks at, one of ``recordSteps`` after the other: where the state lies, the state, and what it
    /// refers to.
    @inline(__always)
    final func prefetchRecord(_ slot: Int, _ step: Int) {
        guard step > 0 else {
            unsafe table.prefetch(slot: slot)
            return unsafe places.prefetch(slot)
        }
        let home = unsafe table.home(slot)
        if home >= 0 {
            if step == 1 { _ = prefetchState(slot) } else { prefetchParts(home, step &- 2) }
        } else if step == 1, unsafe slot < places.count {
            unsafe spill?.prefetch(places[slot])
        }
    }

    /// In how many steps a record is asked for.
    static let recordSteps = 5

    /// Asks for what a state refers to.
    @inline(__always)
    final func prefetchParts(_ home: Int, _ step: Int) {
        guard home >= 0, let ahead = unsafe ahead else { return }
        unsafe ahead._withUnsafeGuaranteedRef { unsafe $0.run(slab.address(home), step) }
    }

    // MARK: - What a projection adds

    /// Says where the states lie of keys that are not in memory; `nil` for nowhere.
    func read(from snapshot: ViewSnapshot?) {}
    /// Adds the state of a key, its first or the stored one: how far that has come, and where it lies.
    func load(_ key: RawSpan) throws -> (Mark, Int) { throw Self.incomplete }
    /// Adds the first state of a key.
    func makeInitial(_ key: RawSpan) throws -> (Mark, Int) { throw Self.incomplete }
    /// Adds the state that was written.
    func read(_ bytes: RawSpan) throws -> Int { throw Self.incomplete }
    /// Forgets a state.
    func free(_ home: Int) {}

    private static var incomplete: EngineError { EngineError(.invalidView, "a lane without a projection") }
}
