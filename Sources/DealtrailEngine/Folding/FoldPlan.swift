import DealtrailModel

/// What a pass over the log does with each kind of event: a flat table, so that most events cost one look-up.
///
/// Whatever projections share a pass, each meets its own rows in one order: the row of the stream, then those of tags,
/// by tag, then by the name of the selector. A key's state does not depend on its company.
struct FoldPlan: Sendable {
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

    struct Action: Sendable {
        let lane: Int
        let row: Int
    }

    struct Target: Sendable {
        let prefix: Range<Int>
        let actions: Range<Int>
    }

    struct Entry: Sendable {
        let kind: Range<Int>
        /// The actions on the key of the stream.
        let stream: Range<Int>
        /// The selectors of tags.
        let tags: Range<Int>
    }

    let entries: [Entry]
    let targets: [Target]
    let actions: [Action]
    /// Whether a projection takes keys from streams and from tags, so that both may name one key.
    let mixesSelectors: Bool

    /// The texts of kinds and prefixes, end to end.
    private let texts: [UInt8]
    private var hashes: [UInt64]
    private var places: [Int32]

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
                case .tag(let prefix): targets.append(Target(prefix: keep(prefix), actions: range))
                }
            }
            entries.append(
                Entry(kind: keep(Array(kind.rawValue.utf8)), stream: stream, tags: firstTarget..<targets.count))
        }
        self.entries = entries
        self.targets = targets
        self.actions = actions
        self.texts = texts
        mixesSelectors = lanes.contains { rows in
            rows.contains { $0.selector == .stream } && rows.contains { $0.selector != .stream }
        }
        var capacity = 16
        while capacity < 3 * kinds.count { capacity *= 2 }
        hashes = Array(repeating: 0, count: capacity)
        places = Array(repeating: -1, count: capacity)
        for (index, kind) in kinds.enumerated() {
            let hash = NameHasher.hash(kind)
            var place = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while places[place] >= 0 { place = (place + 1) & (capacity - 1) }
            hashes[place] = hash
            places[place] = Int32(index)
        }
    }

    /// Whether a text is the kind of an entry.
    @inline(__always)
    func isKind(_ text: RawSpan, of entry: Int) -> Bool {
        texts.rawSpan.extracting(entries[entry].kind).elementsEqual(text)
    }

    /// Whether a tag has the prefix of a target.
    @inline(__always)
    func takes(_ tag: RawSpan, target: Int) -> Bool {
        let prefix = targets[target].prefix
        guard tag.byteCount >= prefix.count else { return false }
        return texts.rawSpan.extracting(prefix).elementsEqual(tag.extracting(0..<prefix.count))
    }

    /// The first entry with this hash of a kind; whoever takes it compares the text.
    @inline(__always)
    func entry(_ hash: UInt64) -> Int? {
        let mask = hashes.count &- 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while places[place] >= 0 {
            if hashes[place] == hash { return Int(places[place]) }
            place = (place &+ 1) & mask
        }
        return nil
    }
}
