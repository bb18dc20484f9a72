import DealtrailCMemory
import DealtrailLog
import DealtrailModel

/// A stretch of the log made ready to be folded: the events that somebody folds, and what they touch.
///
/// The events of a ``TrailLog`` stay where they lie, under one snapshot that ends with the batch; those of other logs are
/// copied. One thread fills a batch; then any number may fold it, each the keys of its own partition.
@safe
final class FoldBatch: @unchecked Sendable {
    // Unchecked because threads take turns: whoever fills a batch is done with it before others look, and the other way round.

    /// An event that touches a key, with the actions on it.
    struct Touch: BitwiseCopyable {
        /// The hash of the key, which does not depend on how the event names it where that matters.
        let hash: UInt64
        /// Where the text of the key lies in its event.
        let text: Int32
        let length: Int32
        let event: Int32
        /// Whose the key is: a number below that of partitions.
        let partition: Int32
        let actions: FoldPlan.Stretch
    }

    /// Where an event lies.
    struct Held: BitwiseCopyable {
        let position: UInt64
        /// From ``start`` on, in bytes.
        let place: Int
        let length: Int
    }

    let plan: FoldPlan
    /// The plan once more, to be used without counting references.
    private let direct: Unmanaged<FoldPlan>
    private let asOf: AsOf
    /// What keeps the events of the log in place; made with the first stretch.
    private var stretch: LogStretch?
    private let hasher: NameHasher
    /// Whether a key has one hash, whatever an event calls it by: where it may be named by streams and by tags, or where
    /// its hash says whose it is.
    private let unifies: Bool
    private let partitions: UInt64
    /// Copies of events that do not stay where they lie.
    @exclusivity(unchecked) private var copies = FlatArray<UInt8>()
    /// What places are counted from.
    @exclusivity(unchecked) private var start: UnsafeRawPointer
    /// How many bytes the events have as stored.
    private(set) var byteCount = 0
    @exclusivity(unchecked) private var held = FlatArray<Held>()
    /// What is touched, in the order of the log.
    @exclusivity(unchecked) private var touches = FlatArray<Touch>()
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
        self.hasher = hasher
        unifies = plan.mixesSelectors || partitions > 1
        self.partitions = UInt64(partitions)
    }

    /// How many touches there are.
    var touchCount: Int { unsafe touches.count }
    /// How many events there are.
    var count: Int { unsafe held.count }

    /// What happens, in the order of the log.
    @inline(__always)
    func touch(_ index: Int) -> Touch { unsafe touches[index] }

    /// Whether several fold the batch.
    var isShared: Bool { partitions > 1 }

    /// Whose the key of a touch is: a number below that of partitions, which depends on the text of the key alone.
    @inline(__always)
    func partition(_ index: Int) -> Int { unsafe Int(touches[index].partition) }

    /// Calls `body` with the hash and the text of the key of a touch.
    @inline(__always)
    func withName<Result>(_ index: Int, _ body: (UInt64, RawSpan) throws -> Result) rethrows -> Result {
        let touch = unsafe touches[index]
        let place = unsafe start + held[Int(touch.event)].place + Int(touch.text)
        return try unsafe body(touch.hash, RawSpan(_unsafeStart: place, byteCount: Int(touch.length)))
    }

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
        unsafe copies.removeAll()
        byteCount = 0
        unsafe held.removeAll()
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
        // What ended the stretch comes behind what is not checked yet.
        do { try checkBodies() } catch { failure = error }
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
                let hash = isStream || !unifies ? hash : hasher.hash(text, as: .stream)
                guard let parts else {
                    try note(hash, text, of: event, actions)
                    return true
                }
                for part in parts { try note(hash, text, of: event, part) }
                return true
            }
        }
        if isHeld, unsafe held.count &- checked >= Self.unchecked { try checkBodies() }
    }

    /// Notes a touch of the event that is held last; one with an impossible key, and all behind it, are not folded.
    ///
    /// - Throws: ``EngineError`` (`keyLimit`).
    @inline(__always)
    private func note(_ hash: UInt64, _ text: RawSpan, of event: borrowing EventView, _ actions: Range<Int>) throws {
        let last = unsafe held.count &- 1
        guard (1...KeyTable.maximumLength).contains(text.byteCount) else {
            drop(from: last)
            unsafe held.removeAll(from: last)
            throw KeyTable.lengthError(text.byteCount)
        }
        unsafe touches.append(
            Touch(
                hash: hash, text: Self.distance(from: event.stored, to: text),
                length: Int32(truncatingIfNeeded: text.byteCount), event: Int32(truncatingIfNeeded: last),
                partition: isShared ? Int32(truncatingIfNeeded: (hash >> 32) % partitions) : 0,
                actions: FoldPlan.Stretch(actions)))
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

    // MARK: - Asking ahead

    /// Asks for an event.
    @inline(__always)
    func prefetch(_ index: Int) {
        let held = unsafe held[index]
        dealtrail_prefetch(unsafe UInt(bitPattern: start + held.place), UInt(bitPattern: held.length))
    }
}
