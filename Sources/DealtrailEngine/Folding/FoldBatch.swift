import DealtrailLog
import DealtrailModel

/// A stretch of the log made ready to be folded: copies of the events that somebody folds, and what they touch by key.
///
/// All that happens to a key in the stretch stands together, so that its state is fetched from memory once and not for
/// each event. One thread fills a batch; then any number may fold it, each the keys of its own partition.
@safe
final class FoldBatch: @unchecked Sendable {
    // Unchecked because threads take turns: whoever fills a batch is done with it before others look, and the other way round.

    /// An event that touches a key, with the actions on it.
    struct Touch: BitwiseCopyable {
        let key: Int32
        let event: Int32
        private let first: Int32
        private let end: Int32

        @inline(__always)
        init(key: Int, event: Int, actions: Range<Int>) {
            (self.key, self.event) = (Int32(truncatingIfNeeded: key), Int32(truncatingIfNeeded: event))
            first = Int32(truncatingIfNeeded: actions.lowerBound)
            end = Int32(truncatingIfNeeded: actions.upperBound)
        }

        /// The indices of the actions in the plan.
        var actions: Range<Int> { Int(first)..<Int(end) }
    }

    /// Where the copy of an event lies.
    struct Held: BitwiseCopyable {
        let position: UInt64
        let place: Int
        let length: Int
    }

    let plan: FoldPlan
    private let asOf: AsOf
    @exclusivity(unchecked) private var names: BatchKeys
    @exclusivity(unchecked) private var records = FlatArray<UInt8>(capacity: 1 << 16)
    @exclusivity(unchecked) private var held = FlatArray<Held>()
    /// What is touched, in the order of the log.
    @exclusivity(unchecked) private var touches = FlatArray<Touch>()
    /// The same by key, each key's in the order of the log.
    @exclusivity(unchecked) private var grouped = FlatArray<Touch>()
    /// Where the touches of each key end; those of the next one begin there.
    @exclusivity(unchecked) private var ends = FlatArray<Int>()
    /// How many events had a key but no known time, under an effective bound.
    private(set) var undated = 0
    /// How many events are known to fit their checksums; the highest number once one is known not to.
    @exclusivity(unchecked) private var checked = 0
    /// How many events wait for that: few enough to be in the nearest cache still.
    private static let unchecked = 16
    /// What ended the stretch before its end.
    private var failure: (any Error)?

    /// Which events some lanes pass over.
    private let skips: FoldSkips

    /// Creates an empty batch.
    ///
    /// - Parameters:
    ///   - partitions: How many fold it.
    ///   - skips: Which events some lanes pass over.
    init(
        _ plan: FoldPlan, hasher: NameHasher, asOf: AsOf = .head, of partitions: Int = 1, skips: FoldSkips = FoldSkips()
    ) {
        self.plan = plan
        self.asOf = asOf
        self.skips = skips
        unsafe names = BatchKeys(hasher: hasher, unifies: plan.mixesSelectors, of: partitions)
    }

    /// How many keys are touched.
    var keyCount: Int { unsafe names.count }
    /// How many events there are.
    var count: Int { unsafe held.count }
    /// How many bytes they have as stored.
    var byteCount: Int { unsafe records.count }

    /// Whose a key is.
    @inline(__always)
    func partition(_ key: Int) -> Int { unsafe names.partition(key) }

    /// The hash of a key, whatever an event calls it by.
    @inline(__always)
    func hash(_ key: Int) -> UInt64 { unsafe names.hash(key) }

    /// Calls `body` with the hash and the text of a key.
    @inline(__always)
    func withName<Result>(_ key: Int, _ body: (UInt64, RawSpan) throws -> Result) rethrows -> Result {
        try unsafe names.withText(key) { try body(unsafe names.hash(key), $0) }
    }

    /// The indices of what happens to a key, in the order of the log.
    @inline(__always)
    func touches(of key: Int) -> Range<Int> { unsafe (key == 0 ? 0 : ends[key &- 1])..<ends[key] }

    /// What happens to a key.
    @inline(__always)
    func touch(_ index: Int) -> Touch { unsafe grouped[index] }

    /// The event of a touch.
    @inline(__always)
    @_lifetime(borrow self)
    func event(_ index: Int) -> EventView {
        let held = unsafe held[index]
        let event = EventView(position: held.position, whole: unsafe records.span(held.place, held.length))
        return unsafe _overrideLifetime(event, borrowing: self)
    }

    /// Fills the batch with a stretch of the log, and forgets what was in it.
    ///
    /// A stretch that ends early because an event is damaged is folded up to there; ``check()`` throws then.
    func fill(_ range: Range<UInt64>, of log: any EventLog, _ cancellation: Cancellation) {
        unsafe names.removeAll()
        unsafe records.removeAll()
        unsafe held.removeAll()
        unsafe touches.removeAll()
        undated = 0
        failure = nil
        unsafe checked = 0
        do {
            let filter = EventFilter(recordedTo: asOf.recordedTo)
            try log.scan(filter, in: range, direction: .forward) { event in
                if event.position & 1_023 == 0 { try cancellation.check() }
                try add(event)
                return true
            }
        } catch {
            failure = error
        }
        // What ended the stretch comes behind what is not checked yet.
        do { try checkBodies() } catch { failure = error }
        group()
    }

    /// Says what ended the stretch before its end.
    ///
    /// - Throws: ``EngineError``, `EventError`, `LogError`, `CancellationError`.
    func check() throws {
        if let failure { throw failure }
    }

    private func add(_ event: borrowing EventView) throws {
        guard let index = plan.entry(event.kindHash) else { return }
        let place = try EnvelopeNames(event.canonical, position: event.position)
        guard plan.isKind(event.canonical.extracting(place.kind), of: index) else { return }
        let sight = asOf.sight(event)
        guard sight != .later else { return }
        var isHeld = false
        let skipping = skips.lanes(at: event.position)
        try plan.forEachKey(of: index, place, event) { hash, isStream, text, actions in
            let parts = skipping.map { plan.parts(of: actions, without: $0) }
            if let parts, parts.isEmpty { return true }
            guard sight == .seen else {
                undated += 1
                return false
            }
            if !isHeld {
                isHeld = true
                unsafe held.append(
                    Held(
                        position: event.position, place: records.append(event.stored), length: event.stored.byteCount))
            }
            let key = try unsafe names.key(hash, isStream: isStream, text)
            guard let parts else {
                unsafe touches.append(Touch(key: key, event: held.count &- 1, actions: actions))
                return true
            }
            for part in parts { unsafe touches.append(Touch(key: key, event: held.count &- 1, actions: part)) }
            return true
        }
        if isHeld, unsafe held.count &- checked >= Self.unchecked { try checkBodies() }
    }

    /// Compares the last events with their checksums, two at a time; what is damaged, and all behind it, is not folded.
    ///
    /// - Throws: ``EventError`` (`corrupted`).
    private func checkBodies() throws {
        let count = unsafe held.count
        while unsafe checked < count {
            let first = unsafe checked
            if first + 1 < count, EventView.haveWholeBodies(event(first), event(first + 1)) {
                unsafe checked = first + 2
                continue
            }
            do throws(EventError) {
                try event(first).checkBody()
                unsafe checked = first + 1
            } catch {
                var end = unsafe touches.count
                while end > 0, unsafe Int(touches[end - 1].event) >= first { end -= 1 }
                unsafe touches.removeAll(from: end)
                unsafe checked = .max
                throw error
            }
        }
    }

    /// Puts the touches of each key together: counted, then placed.
    private func group() {
        unsafe ends.removeAll()
        unsafe ends.append(0, keyCount)
        for index in 0..<(unsafe touches.count) { unsafe ends[Int(touches[index].key)] &+= 1 }
        var total = 0
        for key in 0..<keyCount { unsafe (ends[key], total) = (total, total &+ ends[key]) }
        unsafe grouped.removeAll()
        unsafe grouped.append(Touch(key: 0, event: 0, actions: 0..<0), touches.count)
        for index in 0..<(unsafe touches.count) {
            let touch = unsafe touches[index]
            let place = unsafe ends[Int(touch.key)]
            unsafe grouped[place] = touch
            unsafe ends[Int(touch.key)] = place &+ 1
        }
    }

    // MARK: - Fetching ahead

    /// Looks at each cache line of an event; the answer means nothing.
    @inline(__always)
    func fetch(_ index: Int) -> UInt64 {
        let held = unsafe held[index]
        var sum: UInt64 = 0
        var place = held.place
        let end = held.place &+ held.length
        while place < end {
            sum &+= UInt64(unsafe records[place])
            place &+= 64
        }
        return sum
    }
}
