import DealtrailLog
import DealtrailModel

/// Folds keys again whose events came out of their order.
///
/// The events of as many late keys as fit the budget are copied in one more walk over the log, put in order and folded;
/// the rest waits for the next walk. So memory stays bounded, however late everything is.
struct LateKeys {
    let pass: FoldPass
    let log: any EventLog
    let range: Range<UInt64>
    let cancellation: Cancellation
    /// How many bytes of events may be held at once.
    var budget = 192 << 20

    /// A key that is folded again in this walk.
    private struct Group {
        let lane: Int
        let slot: Int
    }

    /// An event of a key, with the row that it goes through.
    private struct Held {
        let group: Int32
        let row: Int32
        let occurred: Int64
        let position: UInt64
        let place: Int
        let length: Int
    }

    /// What a key's events are sorted by: time, then the order of the walk, which is that of positions and rows.
    private struct Order {
        let occurred: Int64
        let index: Int
    }

    /// Folds all late keys again.
    ///
    /// - Throws: `LogError`, `EventError`, ``EngineError``, `CancellationError`, and what rows throw.
    func refold() throws {
        var waiting: [Group] = []
        for (lane, states) in pass.lanes.enumerated() {
            waiting += states.late.map { Group(lane: lane, slot: Int($0)) }
        }
        let average = pass.averageSize + MemoryLayout<Held>.stride
        while !waiting.isEmpty {
            var room = budget
            var chosen: [Group] = []
            while let next = waiting.last {
                let need = Int(pass.lanes[next.lane].mark(next.slot).events) * average
                guard chosen.isEmpty || need <= room else { break }
                room -= need
                chosen.append(next)
                waiting.removeLast()
            }
            try refold(chosen, budget - room)
            try pass.relieve()
        }
        for lane in pass.lanes { lane.clearLate() }
    }

    private func refold(_ chosen: [Group], _ size: Int) throws {
        var groups = pass.lanes.map { Array(repeating: Int32(-1), count: $0.keys.count) }
        for (group, key) in chosen.enumerated() { groups[key.lane][key.slot] = Int32(group) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(size, budget))
        var held: [Held] = []
        var ends = Array(repeating: 0, count: chosen.count)
        try scan { event, entry, names in
            guard pass.asOf.sight(event) == .seen else { return }
            var place: Int?
            try pass.forEachKey(entry, names, event) { key, actions in
                for index in actions {
                    let action = pass.plan.actions[index]
                    guard let slot = pass.lanes[action.lane].slot(of: key) else { continue }
                    let group = groups[action.lane][slot]
                    guard group >= 0 else { continue }
                    if place == nil {
                        try event.checkBody()
                        place = bytes.count
                        unsafe event.stored.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
                    }
                    ends[Int(group)] += 1
                    held.append(
                        Held(
                            group: group, row: Int32(action.row), occurred: event.occurredOrder,
                            position: event.position, place: place ?? 0, length: event.stored.byteCount))
                }
                return true
            }
        }
        // By key in one step over all, then each key's few on their own.
        var total = 0
        for group in ends.indices { (ends[group], total) = (total, total + ends[group]) }
        var order = Array(repeating: Order(occurred: 0, index: 0), count: total)
        for (index, event) in held.enumerated() {
            order[ends[Int(event.group)]] = Order(occurred: event.occurred, index: index)
            ends[Int(event.group)] += 1
        }
        var start = 0
        for (group, end) in ends.enumerated() {
            try cancellation.check()
            order[start..<end].sort { ($0.occurred, $0.index) < ($1.occurred, $1.index) }
            try fold(chosen[group], order[start..<end], held, bytes)
            start = end
        }
    }

    private func fold(_ group: Group, _ order: ArraySlice<Order>, _ held: [Held], _ bytes: [UInt8]) throws {
        guard let last = order.last else { return }
        let lane = pass.lanes[group.lane]
        try pass.withText(Int(lane.keys[group.slot])) { try lane.reset(group.slot, $0) }
        for item in order {
            let event = held[item.index]
            let record = bytes.rawSpan.extracting(event.place..<event.place + event.length)
            try lane.step(Int(event.row), group.slot, try EventView(position: event.position, record: record))
        }
        lane.setMark(
            group.slot,
            FoldLane.Mark(
                occurred: last.occurred, position: held[last.index].position, events: lane.mark(group.slot).events,
                isLate: false))
    }

    private func scan(
        _ body: (borrowing EventView, FoldPlan.Entry, EnvelopeNames) throws -> Void
    ) throws {
        let filter = EventFilter(recordedTo: pass.asOf.recordedTo)
        try log.scan(filter, in: range, direction: .forward) { event in
            if event.position & 1_023 == 0 { try cancellation.check() }
            guard let index = pass.plan.entry(event.kindHash) else { return true }
            let names = try EnvelopeNames(event.canonical, position: event.position)
            let entry = pass.plan.entries[index]
            guard pass.plan.isKind(event.canonical.extracting(names.kind), of: index) else { return true }
            try body(event, entry, names)
            return true
        }
    }
}
