import DealtrailModel

/// What a pass over the log does with each kind of event: a flat table, so that most events cost one look-up.
///
/// Whatever projections share a pass, each meets its own rows in one order: the row of the stream, then those of tags,
/// by tag, then by the name of the selector. A key's state does not depend on its company.
@safe
final class FoldPlan: Sendable {
    /// Where the key of a row comes from.
    enum Selector: Hashable, Sendable {
        case stream
        /// With the colon: `account:`.
        case tag(prefix: [UInt8])

        init<State>(_ key: ProjectionRows<State>.Key) {
            switch key {
            case .stream: self = .stream
            case .tag(let name): self = .tag(prefix: Array(name.utf8) + [UInt8(ascii: ":")])
            }
        }

        func precedes(_ other: Selector) -> Bool {
            switch (self, other) {
            case (.stream, .stream): false
            case (.stream, .tag): true
            case (.tag, .stream): false
            case (.tag(let mine), .tag(let theirs)): mine.lexicographicallyPrecedes(theirs)
            }
        }
    }

    /// A row of one of the projections.
    struct Row: Sendable {
        let kind: EventKind
        let selector: Selector
    }

    struct Action: BitwiseCopyable, Sendable {
        let lane: Int
        let row: Int
    }

    /// A range of plain numbers, which a flat array can hold.
    struct Stretch: BitwiseCopyable, Sendable {
        private let start: Int32
        private let end: Int32

        init(_ range: Range<Int>) { (start, end) = (Int32(range.lowerBound), Int32(range.upperBound)) }

        @inline(__always) var range: Range<Int> { Int(start)..<Int(end) }
        @inline(__always) var isEmpty: Bool { start == end }
    }

    struct Target: BitwiseCopyable, Sendable {
        let prefix: Stretch
        let actions: Stretch
    }

    struct Entry: BitwiseCopyable, Sendable {
        let kind: Stretch
        /// The actions on the key of the stream.
        let stream: Stretch
        /// The selectors of tags.
        let tags: Stretch
    }

    let entries: FlatArray<Entry>
    let targets: FlatArray<Target>
    let actions: FlatArray<Action>
    /// Whether a projection takes keys from streams and from tags, so that both may name one key.
    let mixesSelectors: Bool

    /// The texts of kinds and prefixes, end to end.
    private let texts: FlatArray<UInt8>
    /// The kinds by their hashes, each with the index of its entry, -1 where there is none.
    private let kinds: FlatArray<Kind>

    struct Kind: BitwiseCopyable, Sendable {
        let hash: UInt64
        let entry: Int
    }

    /// Plans a pass for the rows of some projections, in the order of its lanes.
    init(_ lanes: [[Row]]) {
        var entries: [Entry] = []
        var targets: [Target] = []
        var actions: [Action] = []
        var texts: [UInt8] = []
        func keep(_ text: [UInt8]) -> Range<Int> {
            texts += text
            return texts.count - text.count..<texts.count
        }
        let kinds = Set(lanes.flatMap { $0.map(\.kind) }).sorted()
        for kind in kinds {
            var bySelector: [Selector: [Action]] = [:]
            for (lane, rows) in lanes.enumerated() {
                for (index, row) in rows.enumerated() where row.kind == kind {
                    bySelector[row.selector, default: []].append(Action(lane: lane, row: index))
                }
            }
            let firstTarget = targets.count
            var stream = actions.count..<actions.count
            for (selector, rows) in bySelector.sorted(by: { $0.key.precedes($1.key) }) {
                let range = actions.count..<actions.count + rows.count
                actions += rows
                switch selector {
                case .stream: stream = range
                case .tag(let prefix): targets.append(Target(prefix: Stretch(keep(prefix)), actions: Stretch(range)))
                }
            }
            entries.append(
                Entry(
                    kind: Stretch(keep(Array(kind.rawValue.utf8))), stream: Stretch(stream),
                    tags: Stretch(firstTarget..<targets.count)))
        }
        self.entries = FlatArray(entries)
        self.targets = FlatArray(targets)
        self.actions = FlatArray(actions)
        self.texts = FlatArray(texts)
        mixesSelectors = lanes.contains { rows in
            rows.contains { $0.selector == .stream } && rows.contains { $0.selector != .stream }
        }
        var capacity = 16
        while capacity < 3 * kinds.count { capacity *= 2 }
        var places = FlatArray(repeating: Kind(hash: 0, entry: -1), count: capacity)
        for (index, kind) in kinds.enumerated() {
            let hash = NameHasher.hash(kind)
            var place = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while places[place].entry >= 0 { place = (place + 1) & (capacity - 1) }
            places[place] = Kind(hash: hash, entry: index)
        }
        self.kinds = places
    }

    /// Whether a text is the kind of an entry.
    @inline(__always)
    func isKind(_ text: RawSpan, of entry: Int) -> Bool {
        texts.equal(text, at: entries[entry].kind.range)
    }

    /// Whether a tag has the prefix of a target.
    @inline(__always)
    func takes(_ tag: RawSpan, target: Int) -> Bool {
        let prefix = targets[target].prefix.range
        guard tag.byteCount >= prefix.count else { return false }
        return texts.equal(tag.extracting(0..<prefix.count), at: prefix)
    }

    /// Calls `body` with each key of an event, as its scan header and its text name it, and the actions on it, until it
    /// returns `false`.
    ///
    /// - Throws: `EventError` (`corrupted`), what `body` throws.
    @inline(__always)
    func forEachKey(
        of entry: Int, _ names: EnvelopeNames, _ event: borrowing EventView,
        _ body: (_ hash: UInt64, _ isStream: Bool, _ text: RawSpan, _ actions: Range<Int>) throws -> Bool
    ) throws {
        let entry = entries[entry]
        let canonical = event.canonical
        if !entry.stream.isEmpty,
            try !body(event.streamHash, true, canonical.extracting(names.stream), entry.stream.range)
        {
            return
        }
        guard !entry.tags.isEmpty else { return }
        var offset = names.tags
        var index = 0
        let count = min(names.tagCount, event.tagCount)
        while index < count {
            let range = try EnvelopeNames.tag(at: offset, canonical, position: event.position)
            offset = range.upperBound
            for target in entry.tags.range {
                let tag = canonical.extracting(range)
                guard takes(tag, target: target) else { continue }
                if try !body(event.tagHash(index), false, tag, targets[target].actions.range) { return }
            }
            index &+= 1
        }
    }

    /// The parts of a range of actions that are of other lanes than these.
    func parts(of actions: Range<Int>, without lanes: Set<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        for index in actions where !lanes.contains(self.actions[index].lane) {
            if let last = parts.last, last.upperBound == index {
                parts[parts.count - 1] = last.lowerBound..<index + 1
            } else {
                parts.append(index..<index + 1)
            }
        }
        return parts
    }

    /// The first entry with this hash of a kind; whoever takes it compares the text.
    @inline(__always)
    func entry(_ hash: UInt64) -> Int? {
        let mask = kinds.count &- 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while kinds[place].entry >= 0 {
            if kinds[place].hash == hash { return kinds[place].entry }
            place = (place &+ 1) & mask
        }
        return nil
    }
}
