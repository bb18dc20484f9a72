import DealtrailModel

/// One walk over events that feeds the lanes of any number of projections.
///
/// One thread at a time uses a pass. With several partitions, each has a pass of its own over the same events.
@safe
final class FoldPass {
    let plan: FoldPlan
    let lanes: [FoldLane]
    /// The lanes once more, to be used without counting references.
    private let direct: [Unmanaged<FoldLane>]
    let asOf: AsOf
    /// Not checked at run time for overlapping use: one thread at a time uses a pass, and no row reaches it.
    @exclusivity(unchecked) private var table: KeyTable
    /// Whether this pass counts the events that no partition folds.
    private let counts: Bool
    /// How many events had a key but no known time, under an effective bound.
    private(set) var undated = 0
    /// How many events were folded, late ones included, and how many bytes they have as stored.
    @exclusivity(unchecked) private(set) var folded = (events: UInt64(0), bytes: UInt64(0))
    /// How many bytes of states may be in memory.
    private var budget = Int.max

    init(
        _ plan: FoldPlan, _ lanes: [FoldLane], hasher: NameHasher, asOf: AsOf = .head, partition: Int = 0,
        of partitions: Int = 1
    ) {
        self.plan = plan
        self.lanes = lanes
        unsafe direct = lanes.map { unsafe Unmanaged.passUnretained($0) }
        self.asOf = asOf
        counts = partition == 0
        unsafe table = KeyTable(hasher: hasher, unifies: plan.mixesSelectors, partition: partition, of: partitions)
    }

    /// Bounds the memory that states take.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`).
    func bound(_ memory: FoldMemory?) throws {
        guard let memory else { return }
        budget = memory.budget
        let spill = try SpillFile(in: memory.directory)
        for lane in lanes { lane.spill = spill }
    }

    /// Puts states aside when those in memory take more than they may: those first whose last event is longest ago.
    ///
    /// - Throws: ``EngineError`` (`spillFailed`), what encoding throws.
    func relieve() throws {
        guard budget < .max else { return }
        let average = averageSize
        var round = 0
        while lanes.reduce(0, { $0 + $1.footprint(average: average) }) > budget, round < 16 {
            // The older half, by a sample of what is in memory; at last all but the state of the last event.
            let isLast = round == 15
            let positions = lanes.flatMap { $0.lastPositions(every: isLast ? 1 : 16) }.sorted()
            guard let last = positions.last else { return }
            for lane in lanes { try lane.putAside(before: isLast ? last : positions[positions.count / 2]) }
            round += 1
        }
    }

    /// How many bytes an event takes on average, at least 64.
    var averageSize: Int { max(64, unsafe Int(folded.bytes / max(1, folded.events))) }

    /// Calls `body` with the text of a key.
    func withText<Result>(_ key: Int, _ body: (RawSpan) throws -> Result) rethrows -> Result {
        try unsafe table.withText(key, body)
    }

    /// Folds one event into the states of its keys.
    ///
    /// - Throws: ``EngineError``, `EventError` (`corrupted`), and what a row throws.
    func fold(_ event: borrowing EventView) throws {
        guard let index = plan.entry(event.kindHash) else { return }
        let names = try EnvelopeNames(event.canonical, position: event.position)
        guard plan.isKind(event.canonical.extracting(names.kind), of: index) else { return }
        switch asOf.sight(event) {
        case .seen: break
        case .later: return
        case .undated:
            if counts, try touches(plan.entries[index], names, event) { undated += 1 }
            return
        }
        var isChecked = false
        try forEachKey(plan.entries[index], names, event) { key, actions in
            if !isChecked {
                isChecked = true
                try event.checkBody()
                unsafe folded = (folded.events &+ 1, folded.bytes &+ UInt64(event.stored.byteCount))
            }
            for place in actions {
                let action = plan.actions[place]
                try unsafe direct[action.lane]._withUnsafeGuaranteedRef {
                    try $0.apply(action.row, to: key, of: self, event)
                }
            }
            return true
        }
    }

    /// Calls `body` with each own key of an event and the actions on it, until it returns `false`.
    @inline(__always)
    func forEachKey(
        _ entry: FoldPlan.Entry, _ names: EnvelopeNames, _ event: borrowing EventView,
        _ body: (Int, Range<Int>) throws -> Bool
    ) throws {
        let canonical = event.canonical
        if !entry.stream.isEmpty {
            let key = try unsafe table.key(event.streamHash, isStream: true, canonical.extracting(names.stream))
            if key >= 0, try !body(key, entry.stream) { return }
        }
        guard !entry.tags.isEmpty else { return }
        var offset = names.tags
        var index = 0
        let count = min(names.tagCount, event.tagCount)
        while index < count {
            let range = try EnvelopeNames.tag(at: offset, canonical, position: event.position)
            offset = range.upperBound
            for target in entry.tags {
                let tag = canonical.extracting(range)
                guard plan.takes(tag, target: target) else { continue }
                let key = try unsafe table.key(event.tagHash(index), isStream: false, tag)
                if key >= 0, try !body(key, plan.targets[target].actions) { return }
            }
            index &+= 1
        }
    }

    /// Whether an event has a key of anybody.
    private func touches(
        _ entry: FoldPlan.Entry, _ names: EnvelopeNames, _ event: borrowing EventView
    ) throws -> Bool {
        guard entry.stream.isEmpty else { return true }
        var offset = names.tags
        for _ in 0..<names.tagCount {
            let range = try EnvelopeNames.tag(at: offset, event.canonical, position: event.position)
            offset = range.upperBound
            for target in entry.tags where plan.takes(event.canonical.extracting(range), target: target) { return true }
        }
        return false
    }

    /// Whether some keys have to be folded again.
    var hasLate: Bool { lanes.contains { !$0.late.isEmpty } }
}
