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

    private struct Held {
        let lane: Int32
        let slot: Int32
        let row: Int32
        let occurred: Int64
        let position: UInt64
        let place: Int
        let length: Int
    }

    /// Folds all late keys again.
    ///
    /// - Throws: `LogError`, `EventError`, ``EngineError``, `CancellationError`, and what rows throw.
    func refold() throws {
        var waiting: [(lane: Int, slot: Int)] = []
        for (lane, states) in pass.lanes.enumerated() {
            waiting += states.late.map { (lane, Int($0)) }
        }
        let average = max(64, Int(pass.folded.bytes / max(1, pass.folded.events))) + MemoryLayout<Held>.stride
        while !waiting.isEmpty {
            var room = budget
            var chosen: [(lane: Int, slot: Int)] = []
            while let next = waiting.last {
                let need = Int(pass.lanes[next.lane].mark(next.slot).events) * average
                guard chosen.isEmpty || need <= room else { break }
                room -= need
                chosen.append(next)
                waiting.removeLast()
            }
            try refold(chosen)
        }
        for lane in pass.lanes { lane.clearLate() }
    }

    private func refold(_ chosen: [(lane: Int, slot: Int)]) throws {
        var wanted: [[Int32: Int32]] = pass.lanes.map { _ in [:] }
        for (lane, slot) in chosen { wanted[lane][pass.lanes[lane].keys[slot]] = Int32(slot) }
        var bytes: [UInt8] = []
        var held: [Held] = []
        try scan { event, entry, names in
            var place: Int?
            try pass.forEachKey(entry, names, event) { key, actions in
                for index in actions {
                    let action = pass.plan.actions[index]
                    guard let slot = wanted[action.lane][Int32(key)] else { continue }
                    if place == nil {
                        guard pass.asOf.sight(event) == .seen else { return false }
                        try event.checkBody()
                        place = bytes.count
                        unsafe event.stored.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
                    }
                    held.append(
                        Held(
                            lane: Int32(action.lane), slot: slot, row: Int32(action.row), occurred: event.occurredOrder,
                            position: event.position, place: place ?? 0, length: event.stored.byteCount))
                }
                return true
            }
        }
        // Stable: rows of one event on one key keep the order in which the plan has them.
        let order = held.indices.sorted { left, right in
            let (one, other) = (held[left], held[right])
            if one.lane != other.lane { return one.lane < other.lane }
            if one.slot != other.slot { return one.slot < other.slot }
            return (one.occurred, one.position, left) < (other.occurred, other.position, right)
        }
        var start = 0
        while start < order.count {
            let first = held[order[start]]
            var end = start
            while end < order.count, held[order[end]].lane == first.lane, held[order[end]].slot == first.slot {
                end += 1
            }
            try fold(order[start..<end].map { held[$0] }, bytes)
            start = end
        }
    }

    private func fold(_ events: [Held], _ bytes: [UInt8]) throws {
        guard let first = events.first, let last = events.last else { return }
        let lane = pass.lanes[Int(first.lane)]
        let slot = Int(first.slot)
        let count = lane.mark(slot).events
        let done = FoldLane.Mark(occurred: last.occurred, position: last.position, events: count, isLate: false)
        try pass.keys.withText(Int(lane.keys[slot])) { try lane.reset(slot, $0) }
        for event in events {
            let record = bytes.rawSpan.extracting(event.place..<event.place + event.length)
            try lane.step(Int(event.row), slot, try EventView(position: event.position, record: record))
        }
        lane.setMark(slot, done)
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
