import DealtrailLog
import DealtrailModel

/// Folds keys again whose events came out of their order.
///
/// The events of as many late keys as fit the budget are copied in one more walk over the log, put in order and folded;
/// the rest waits for the next walk. So memory stays bounded, however late everything is.
struct LateKeys {
    let pass: FoldPass
    /// What the log is read into.
    let batch: FoldBatch
    let log: any EventLog
    let range: Range<UInt64>
    let cancellation: Cancellation
    /// How many events are read at once.
    var batchSize = 1 << 14
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
    /// - Throws: `LogError`, `EventError`, ``EngineError``, `CancellationError`, and what rows throw, unless the pass isolates it.
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
        try scan {
            var places = Array(repeating: -1, count: batch.count)
            try pass.forEachTouch(of: batch) { key, touch in
                let event = batch.event(Int(touch.event))
                for index in touch.actions.range {
                    let action = pass.plan.actions[index]
                    guard let slot = pass.lanes[action.lane].slot(of: key) else { continue }
                    let group = groups[action.lane][slot]
                    guard group >= 0 else { continue }
                    if places[Int(touch.event)] < 0 {
                        places[Int(touch.event)] = bytes.count
                        unsafe event.stored.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
                    }
                    ends[Int(group)] += 1
                    held.append(
                        Held(
                            group: group, row: Int32(action.row), occurred: event.occurredOrder,
                            position: event.position, place: places[Int(touch.event)],
                            length: event.stored.byteCount))
                }
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
            do {
                try lane.step(Int(event.row), group.slot, try EventView(position: event.position, record: record))
            } catch {
                let fault = FoldFault(position: event.position, lane: group.lane, error: error)
                // The other keys of a lane that is left behind may have an earlier event that does not fold either.
                guard pass.isolates, fault.saysSomethingOfTheEvent else { throw fault.thrown }
                return pass.silence(fault)
            }
        }
        lane.setMark(
            group.slot,
            FoldLane.Mark(
                occurred: last.occurred, position: held[last.index].position, events: lane.mark(group.slot).events,
                isLate: false))
    }

    /// Reads the range batch by batch.
    private func scan(_ body: () throws -> Void) throws {
        var start = range.lowerBound
        while start < range.upperBound {
            try cancellation.check()
            let end = min(range.upperBound, start + UInt64(batchSize))
            batch.fill(start..<end, of: log, cancellation)
            try body()
            start = end
        }
    }
}
