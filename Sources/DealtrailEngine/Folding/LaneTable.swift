import DealtrailModel

/// The slots of one projection's keys, and how far the fold of each has come.
struct LaneTable: ~Copyable {
    /// How far the fold of one key has come.
    struct Mark: BitwiseCopyable {
        /// The order in time of the last event folded.
        var occurred: Int64
        /// The position of the last event folded.
        var position: UInt64
        /// How many events have been folded, or would have been but for a late one.
        var events: UInt32
        /// Whether an event came out of its order, so that the key has to be folded again.
        var isLate: Bool
    }

    /// What ``admit(_:_:_:)`` answers for a key without a slot.
    static var missing: Int { -1 }
    /// What ``admit(_:_:_:)`` answers for an event that is not to be folded now.
    static var postponed: Int { -2 }

    /// A mark, and where the state lies beside it: both are needed for each event.
    struct Slot: BitwiseCopyable {
        var mark: Mark
        /// The place of the state in memory, -1 when it is put aside.
        var home: Int32
    }

    /// The slot of each key, -1 for none.
    private var slots = FlatArray<Int32>()
    private var table = FlatArray<Slot>()
    /// The key of each slot.
    private(set) var keys: [Int32] = []
    /// The slots whose keys have to be folded again.
    var late: [Int32] = []

    init() {}

    /// Notes an event of a key: answers the slot whose state it changes now, or one of the two numbers above.
    @inline(__always)
    mutating func admit(_ key: Int, _ order: Int64, _ position: UInt64) -> Int {
        guard key < slots.count, slots[key] >= 0 else { return Self.missing }
        let slot = Int(slots[key])
        let mark = table[slot].mark
        // Another row for the same event and key.
        if mark.events > 0, mark.position == position, mark.occurred == order {
            return mark.isLate ? Self.postponed : slot
        }
        let isEarlier =
            mark.events > 0
            && (order < mark.occurred || order == mark.occurred && position < mark.position)
        table[slot].mark.events = mark.events &+ 1
        guard !mark.isLate, !isEarlier else {
            if !mark.isLate { late.append(Int32(slot)) }
            table[slot].mark.isLate = true
            return Self.postponed
        }
        table[slot].mark.occurred = order
        table[slot].mark.position = position
        return slot
    }

    /// The slot of a key; `nil` when it has none.
    @inline(__always)
    func slot(of key: Int) -> Int? { key < slots.count && slots[key] >= 0 ? Int(slots[key]) : nil }

    func mark(_ slot: Int) -> Mark { table[slot].mark }
    mutating func setMark(_ slot: Int, _ mark: Mark) { table[slot].mark = mark }

    /// Where the state of a slot lies in memory, -1 when it is put aside.
    @inline(__always)
    func home(_ slot: Int) -> Int { Int(table[slot].home) }
    mutating func setHome(_ slot: Int, _ home: Int) { table[slot].home = Int32(home) }

    /// Makes a slot for a key.
    mutating func open(_ key: Int, _ mark: Mark, home: Int) {
        if slots.count <= key { slots.append(-1, key + 1 - slots.count) }
        slots[key] = Int32(keys.count)
        keys.append(Int32(key))
        table.append(Slot(mark: mark, home: Int32(home)))
    }

    // MARK: - Asking ahead

    /// Asks for what is known of a slot.
    @inline(__always)
    func prefetch(slot: Int) { table.prefetch(slot) }

    /// Asks for the slot of a key.
    @inline(__always)
    func prefetchSlot(_ key: Int) { slots.prefetch(key) }

    /// Asks for what is known of the slot of a key.
    ///
    /// - Returns: The slot, -1 when the key has none.
    @inline(__always)
    func prefetchMark(_ key: Int) -> Int {
        guard let slot = slot(of: key) else { return -1 }
        table.prefetch(slot)
        return slot
    }
}
