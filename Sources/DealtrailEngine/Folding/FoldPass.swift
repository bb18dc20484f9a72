import DealtrailModel

/// One walk over events that feeds the lanes of any number of projections.
///
/// One thread at a time uses a pass. With several partitions, each has a pass of its own over the same batches.
@safe
final class FoldPass {
    /// A touch of a batch whose key this pass folds.
    struct Own: BitwiseCopyable {
        /// In the batch.
        let touch: Int
        /// The number of the key in the pass.
        var key = 0
        var lane = 0
        /// The slot, then the place of the state; -1 for none.
        var place = -1
    }

    /// How many stages a touch goes through before it is folded.
    private static let stages = 8
    /// How many touches lie between two stages of one.
    private static let lag = 4
    /// Which bits of a touch's number are its place in the window, which holds all that are between the first stage and the fold.
    private static let mask = 63

    let plan: FoldPlan
    let lanes: [FoldLane]
    /// The lanes once more, to be used without counting references.
    private let direct: [Unmanaged<FoldLane>]
    private let partition: Int
    /// Not checked at run time for overlapping use: one thread at a time uses a pass, and no row reaches it.
    @exclusivity(unchecked) private var table = KeyTable()
    /// The touches of the batch at hand that are folded next, in a ring.
    @exclusivity(unchecked) private var window = FlatArray(repeating: Own(touch: 0), count: FoldPass.mask + 1)
    /// How many events this pass's thread has read that had a key but no known time, under an effective bound.
    var undated = 0
    /// How many events there were, and how many bytes they have as stored.
    private var seen = (events: 0, bytes: 0)
    /// How many bytes of states may be in memory.
    private var budget = Int.max

    /// Whether a lane with an event that it does not fold is left behind, and the others go on.
    let isolates: Bool
    /// The first event of each lane that it does not fold; nothing from there on is folded by that lane.
    private(set) var faults: [Int: FoldFault] = [:]
    private var hasFaults = false

    init(_ plan: FoldPlan, _ lanes: [FoldLane], partition: Int = 0, isolates: Bool = false) {
        self.isolates = isolates
        self.plan = plan
        self.lanes = lanes
        unsafe direct = lanes.map { unsafe Unmanaged.passUnretained($0) }
        self.partition = partition
    }

    /// Bounds the memory that states take.
    ///
    /// - Parameters:
    ///   - memory: How much, and where the rest goes.
    ///   - file: The file for the rest; `nil` for one without a name.
    /// - Throws: ``EngineError`` (`spillFailed`).
    func bound(_ memory: FoldMemory?, to file: SpillFile? = nil) throws {
        guard let memory else { return }
        budget = memory.budget
        let spill = try file ?? SpillFile(in: memory.directory)
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
    var averageSize: Int { max(64, seen.bytes / max(1, seen.events)) }

    /// Calls `body` with the text of a key.
    func withText<Result>(_ key: Int, _ body: (RawSpan) throws -> Result) rethrows -> Result {
        try unsafe table.withText(key, body)
    }

    /// Asks for the text of a key.
    @inline(__always)
    func prefetchText(_ key: Int) { unsafe table.prefetchText(key) }

    /// The hash of a key.
    func hash(of key: Int) -> UInt64 { unsafe table.hash(of: key) }

    /// The number of a key, added when it is new.
    ///
    /// - Throws: ``EngineError`` (`keyLimit`).
    func number(_ hash: UInt64, _ text: RawSpan) throws(EngineError) -> Int {
        if let known = unsafe table.find(hash, text) { return known }
        return try unsafe table.add(hash, text)
    }

    /// Folds what a batch has for the own keys, in the order of the log.
    ///
    /// Each touch goes through ``stages`` before it is folded, ``lag`` touches apart: a processor would wait for one key's memory
    /// after the other's, since each place is known only by the one before. Each stage asks for the next place and does not wait,
    /// and the memory is there when the next stage, or the fold, looks at it.
    ///
    /// - Throws: ``EngineError``, `EventError` (`corrupted`), and ``FoldFault`` of the first event which does not fold.
    func fold(_ batch: FoldBatch) throws {
        seen = (seen.events + batch.count, seen.bytes + batch.byteCount)
        let total = batch.touchCount
        // The next touch to look at, and how many of those before it are of own keys.
        var next = 0
        var entered = 0
        var tick = 0
        while true {
            while next < total, batch.partition(next) != partition { next &+= 1 }
            if next < total {
                unsafe window[entered & Self.mask] = Own(touch: next)
                next &+= 1
                entered &+= 1
            } else if tick &- Self.stages &* Self.lag >= entered {
                break
            }
            // The stages, from the first to the fold, each of a touch further back.
            var index = tick
            if index < entered { prefetchEntry(index, batch) }
            index &-= Self.lag
            if index >= 0, index < entered { prefetchKey(index, batch) }
            index &-= Self.lag
            if index >= 0, index < entered { try find(index, batch) }
            index &-= Self.lag
            if index >= 0, index < entered { prefetchMark(index) }
            index &-= Self.lag
            if index >= 0, index < entered { prefetchState(index) }
            var step = 0
            while step < 3 {
                index &-= Self.lag
                if index >= 0, index < entered { prefetchParts(index, step) }
                step &+= 1
            }
            index &-= Self.lag
            if index >= 0, index < entered { try fold(unsafe window[index & Self.mask], of: batch) }
            tick &+= 1
        }
        try batch.check()
    }

    /// Folds a touch of an own key.
    ///
    /// Where lanes are isolated, the rows of other lanes on an event that one does not fold are applied all the same.
    @inline(__always)
    private func fold(_ own: Own, of batch: FoldBatch) throws {
        let touch = batch.touch(own.touch)
        let event = batch.event(Int(touch.event))
        for place in touch.actions.range {
            let action = plan.actions[place]
            if hasFaults, isSilent(action.lane, at: event.position) { continue }
            do {
                try unsafe direct[action.lane]._withUnsafeGuaranteedRef {
                    try $0.apply(action.row, to: own.key, of: self, event)
                }
            } catch {
                let fault = FoldFault(position: event.position, lane: action.lane, error: error)
                guard isolates, fault.saysSomethingOfTheEvent else { throw fault.thrown }
                silence(fault)
            }
        }
    }

    /// Leaves a lane behind at an event; what of its keys comes earlier in the log is folded still.
    func silence(_ fault: FoldFault) {
        if let known = faults[fault.lane], known.position <= fault.position { return }
        faults[fault.lane] = fault
        hasFaults = true
    }

    private func isSilent(_ lane: Int, at position: UInt64) -> Bool {
        faults[lane].map { $0.position <= position } ?? false
    }

    @inline(__always)
    private func prefetchEntry(_ index: Int, _ batch: FoldBatch) {
        let touch = batch.touch(unsafe window[index & Self.mask].touch)
        unsafe table.prefetch(touch.hash)
        // Another thread may have read it; what this one has read a moment ago is still near.
        if batch.isShared { batch.prefetch(Int(touch.event)) }
    }

    @inline(__always)
    private func prefetchKey(_ index: Int, _ batch: FoldBatch) {
        unsafe table.prefetchKey(batch.touch(window[index & Self.mask].touch).hash)
    }

    /// Finds the key, or adds it.
    @inline(__always)
    private func find(_ index: Int, _ batch: FoldBatch) throws {
        var own = unsafe window[index & Self.mask]
        own.key = try batch.withName(own.touch) { hash, text in
            try unsafe table.find(hash, text) ?? table.add(hash, text)
        }
        // All rows of a touch are of one lane, as a rule; what is of another is fetched when it is needed.
        own.lane = plan.actions[batch.touch(own.touch).actions.range.lowerBound].lane
        unsafe window[index & Self.mask] = own
        unsafe direct[own.lane]._withUnsafeGuaranteedRef { $0.prefetchSlot(own.key) }
    }

    @inline(__always)
    private func prefetchMark(_ index: Int) {
        let own = unsafe window[index & Self.mask]
        unsafe window[index & Self.mask].place =
            direct[own.lane]._withUnsafeGuaranteedRef { $0.prefetchMark(own.key) }
    }

    @inline(__always)
    private func prefetchState(_ index: Int) {
        let own = unsafe window[index & Self.mask]
        unsafe window[index & Self.mask].place =
            direct[own.lane]._withUnsafeGuaranteedRef { $0.prefetchState(own.place) }
    }

    @inline(__always)
    private func prefetchParts(_ index: Int, _ step: Int) {
        let own = unsafe window[index & Self.mask]
        unsafe direct[own.lane]._withUnsafeGuaranteedRef { $0.prefetchParts(own.place, step) }
    }

    /// Calls `body` with each touch of an own key that this pass has folded.
    func forEachTouch(of batch: FoldBatch, _ body: (_ key: Int, _ touch: FoldBatch.Touch) throws -> Void) throws {
        for index in 0..<batch.touchCount where batch.partition(index) == partition {
            guard let own = batch.withName(index, { unsafe table.find($0, $1) }) else { continue }
            try body(own, batch.touch(index))
        }
        try batch.check()
    }

    /// Whether some keys have to be folded again.
    var hasLate: Bool { lanes.contains { !$0.late.isEmpty } }
}
