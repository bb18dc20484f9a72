import DealtrailLog
import DealtrailModel

/// A stretch of the log made ready to be folded: the events that somebody folds, and what they touch by key.
///
/// All that happens to a key in the stretch stands together, so that its state is fetched from memory once and not for
/// each event. The events of a ``TrailLog`` stay where they lie, under one snapshot that ends with the batch; those of other logs are
/// copied. One thread fills a batch; then any number may fold it, each the keys of its own partition.
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

    /// Where an event lies.
    struct Held: BitwiseCopyable {
        let position: UInt64
        /// From ``start`` on, in bytes.
        let place: Int
        let length: Int
    }

    /// A touch whose key has not been looked up yet: its memory is on the way.
    struct Pending: BitwiseCopyable {
        let hash: UInt64
        let isStream: Bool
        /// Where the text of the key lies in its event.
        let text: Int32
        let length: Int32
        let event: Int32
        let actions: FoldPlan.Stretch
    }

    let plan: FoldPlan
    /// The plan once more, to be used without counting references.
    private let direct: Unmanaged<FoldPlan>
    private let asOf: AsOf
    /// What keeps the events of the log in place; made with the first stretch.
    private var stretch: LogStretch?
    @exclusivity(unchecked) private var names: BatchKeys
    /// Copies of events that do not stay where they lie.
    @exclusivity(unchecked) private var copies = FlatArray<UInt8>()
    /// What places are counted from.
    @exclusivity(unchecked) private var start: UnsafeRawPointer
    /// How many bytes the events have as stored.
    private(set) var byteCount = 0
    @exclusivity(unchecked) private var held = FlatArray<Held>()
    /// What is touched by the last events, in the order of the log.
    @exclusivity(unchecked) private var pending = FlatArray<Pending>()
    /// What was looked at ahead of time; means nothing.
    @exclusivity(unchecked) private var sink: UInt64 = 0
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
        unsafe direct = Unmanaged.passUnretained(plan)
        unsafe start = copies.start
        self.asOf = asOf
        self.skips = skips
        unsafe names = BatchKeys(hasher: hasher, unifies: plan.mixesSelectors, of: partitions)
    }

    /// How many keys are touched.
    var keyCount: Int { unsafe names.count }
    /// How many events there are.
    var count: Int { unsafe held.count }

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
        let record = unsafe RawSpan(_unsafeStart: start + held.place, byteCount: held.length)
        let event = unsafe EventView(position: held.position, whole: _overrideLifetime(record, borrowing: self))
        return unsafe _overrideLifetime(event, borrowing: self)
    }

    /// Fills the batch with a stretch of the log, and forgets what was in it.
    ///
    /// A stretch that ends early because an event is damaged is folded up to there; ``check()`` throws then.
    func fill(_ range: Range<UInt64>, of log: any EventLog, _ cancellation: Cancellation) {
        unsafe names.removeAll()
        unsafe copies.removeAll()
        byteCount = 0
        unsafe held.removeAll()
        unsafe pending.removeAll()
        unsafe touches.removeAll()
        undated = 0
        failure = nil
        unsafe checked = 0
        do {
            if let log = log as? TrailLog {
                let stretch = try self.stretch ?? log.stretches()
                self.stretch = stretch
                try stretch.read(range, recordedTo: asOf.recordedTo) { event in
                    if event.position & 1_023 == 0 { try cancellation.check() }
                    try add(event, copies: false)
                    return true
                }
            } else {
                let filter = EventFilter(recordedTo: asOf.recordedTo)
                try log.scan(filter, in: range, direction: .forward) { event in
                    if event.position & 1_023 == 0 { try cancellation.check() }
                    try add(event, copies: true)
                    return true
                }
            }
        } catch {
            failure = error
        }
        // What ended the stretch comes behind what is not looked up and checked yet.
        do { try lookUp() } catch { failure = error }
        do { try checkBodies() } catch { failure = error }
        group()
    }

    /// Lets go of the events, until the batch is filled again.
    func release() { stretch?.end() }

    /// Says what ended the stretch before its end.
    ///
    /// - Throws: ``EngineError``, `EventError`, `LogError`, `CancellationError`.
    func check() throws {
        if let failure { throw failure }
    }

    @inline(__always)
    private func add(_ event: borrowing EventView, copies isCopied: Bool) throws {
        guard let index = unsafe direct._withUnsafeGuaranteedRef({ $0.entry(event.kindHash) }) else { return }
        let place = try EnvelopeNames(event.canonical, position: event.position)
        guard
            unsafe direct._withUnsafeGuaranteedRef({ $0.isKind(event.canonical.extracting(place.kind), of: index) })
        else { return }
        let sight = asOf.sight(event)
        guard sight != .later else { return }
        var isHeld = false
        let skipping = skips.lanes(at: event.position)
        try unsafe direct._withUnsafeGuaranteedRef {
            try $0.forEachKey(of: index, place, event) { hash, isStream, text, actions in
                let parts = skipping.map { plan.parts(of: actions, without: $0) }
                if let parts, parts.isEmpty { return true }
                guard sight == .seen else {
                    undated += 1
                    return false
                }
                if !isHeld {
                    isHeld = true
                    hold(event, copies: isCopied)
                }
                unsafe sink &+= names.fetch(hash)
                let textPlace = Self.distance(from: event.stored, to: text)
                guard let parts else {
                    wait(hash, isStream, textPlace, text.byteCount, actions)
                    return true
                }
                for part in parts { wait(hash, isStream, textPlace, text.byteCount, part) }
                return true
            }
        }
        if isHeld, unsafe held.count &- checked >= Self.unchecked {
            try lookUp()
            try checkBodies()
        }
    }

    /// Notes a touch whose key is looked up later.
    @inline(__always)
    private func wait(_ hash: UInt64, _ isStream: Bool, _ text: Int32, _ length: Int, _ actions: Range<Int>) {
        unsafe pending.append(
            Pending(
                hash: hash, isStream: isStream, text: text, length: Int32(truncatingIfNeeded: length),
                event: Int32(truncatingIfNeeded: held.count &- 1), actions: FoldPlan.Stretch(actions)))
    }

    @inline(__always)
    private func hold(_ event: borrowing EventView, copies isCopied: Bool) {
        let length = event.stored.byteCount
        let place: Int
        if isCopied {
            place = unsafe copies.append(event.stored)
            unsafe start = copies.start
        } else {
            place = unsafe event.stored.withUnsafeBytes { bytes in
                // A record is never empty.
                unsafe bytes.baseAddress.map { unsafe $0 - start } ?? 0
            }
        }
        unsafe held.append(Held(position: event.position, place: place, length: length))
        byteCount &+= length
    }

    /// How far behind the beginning of an event a part of it lies.
    @inline(__always)
    private static func distance(from event: RawSpan, to part: RawSpan) -> Int32 {
        unsafe event.withUnsafeBytes { event in
            unsafe part.withUnsafeBytes { part in
                guard let start = event.baseAddress, let place = part.baseAddress else { return 0 }
                return unsafe Int32(truncatingIfNeeded: place - start)
            }
        }
    }

    /// Looks up the keys that the last events touch; those of one that names an impossible key, and of all behind it, are not
    /// folded.
    ///
    /// - Throws: ``EngineError`` (`keyLimit`).
    private func lookUp() throws {
        let count = unsafe pending.count
        for index in 0..<count { unsafe sink &+= names.fetchText(pending[index].hash) }
        for index in 0..<count {
            let touch = unsafe pending[index]
            let event = Int(touch.event)
            do throws(EngineError) {
                let place = unsafe start + held[event].place + Int(touch.text)
                let text = unsafe RawSpan(_unsafeStart: place, byteCount: Int(touch.length))
                let key = try unsafe names.key(touch.hash, isStream: touch.isStream, text)
                unsafe touches.append(Touch(key: key, event: event, actions: touch.actions.range))
            } catch {
                unsafe pending.removeAll()
                drop(from: event)
                unsafe held.removeAll(from: event)
                throw error
            }
        }
        unsafe pending.removeAll()
    }

    /// Forgets what an event touches, and all behind it.
    private func drop(from event: Int) {
        var end = unsafe touches.count
        while end > 0, unsafe Int(touches[end - 1].event) >= event { end -= 1 }
        unsafe touches.removeAll(from: end)
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
                drop(from: first)
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
            sum &+= unsafe UInt64((start + place).load(as: UInt8.self))
            place &+= 64
        }
        return sum
    }
}
