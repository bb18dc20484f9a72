public import DealtrailModel

/// The versions of a policy, who did what with them, and when each was in force (`docs/features.md` row 175).
public struct PolicyTimeline: Hashable, Sendable {
    /// What somebody did with a version.
    public struct Act: Hashable, Sendable {
        /// What was done.
        public enum Kind: String, Codable, Hashable, Sendable {
            /// Its text was put into the log; it waits for an activation.
            case published
            /// Its text was put into the log and in force in one step.
            case publishedInForce = "published-in-force"
            /// It was put in force.
            case activated
            /// It was ended.
            case retired
        }

        /// What was done.
        public let kind: Kind
        /// The version.
        public let version: String
        /// The digest of its text.
        public let digest: ContentDigest
        /// Who did it.
        public let author: ActorID
        /// For whom, when not for himself.
        public let onBehalfOf: ActorID?
        /// When it was recorded.
        public let recordedAt: Timestamp
        /// From when it holds; never before it was recorded.
        public let effectiveFrom: Timestamp
        /// The position of its event.
        public let position: UInt64
        /// What changed, or why.
        public let note: String?

        /// States what was done.
        public init(
            kind: Kind, version: String, digest: ContentDigest, author: ActorID, onBehalfOf: ActorID? = nil,
            recordedAt: Timestamp, effectiveFrom: Timestamp, position: UInt64, note: String? = nil
        ) {
            self.kind = kind
            self.version = version
            self.digest = digest
            self.author = author
            self.onBehalfOf = onBehalfOf
            self.recordedAt = recordedAt
            self.effectiveFrom = effectiveFrom
            self.position = position
            self.note = note
        }
    }

    /// When a version was in force: from `from`, inclusive, to `to`, exclusive.
    public struct Span: Hashable, Sendable {
        /// The version.
        public let version: String
        /// The digest of its text.
        public let digest: ContentDigest
        /// When it began.
        public let from: Timestamp
        /// When another one took over or it was retired; `nil` for not yet.
        public let to: Timestamp?
    }

    private struct Candidate: Hashable {
        let act: Act
        var end: Timestamp?

        func holds(at time: Timestamp) -> Bool {
            act.effectiveFrom <= time && end.map { time < $0 } ?? true
        }
    }

    /// Everything that was done, in the order of the log.
    public private(set) var acts: [Act] = []
    private var candidates: [Candidate] = []

    /// Nothing yet.
    public init() {}

    /// Notes what was done.
    public mutating func add(_ act: Act) {
        acts.append(act)
        switch act.kind {
        case .published: break
        case .publishedInForce, .activated: candidates.append(Candidate(act: act, end: nil))
        case .retired:
            for index in candidates.indices where candidates[index].act.digest == act.digest {
                candidates[index].end = min(candidates[index].end ?? act.effectiveFrom, act.effectiveFrom)
            }
        }
    }

    /// The version in force at an instant and what put it there; `nil` while the built-in rules hold.
    public func inForce(at time: Timestamp) -> Act? {
        var found: Act?
        for candidate in candidates where candidate.holds(at: time) {
            if let current = found, candidate.act.effectiveFrom < current.effectiveFrom { continue }
            found = candidate.act
        }
        return found
    }

    /// The versions in the order in which they were first published, with what was done with each.
    public var versions: [(version: String, digest: ContentDigest, acts: [Act])] {
        var order: [String] = []
        var byVersion: [String: [Act]] = [:]
        for act in acts {
            if byVersion[act.version] == nil { order.append(act.version) }
            byVersion[act.version, default: []].append(act)
        }
        return order.compactMap { version in
            byVersion[version].flatMap { acts in acts.first.map { (version, $0.digest, acts) } }
        }
    }

    /// When which version was in force, as far as is known, in order; the last may lie in the future.
    public var spans: [Span] {
        let edges = Set(candidates.flatMap { [$0.act.effectiveFrom, $0.end].compactMap(\.self) }).sorted()
        var spans: [Span] = []
        for edge in edges {
            let act = inForce(at: edge)
            if let last = spans.last, last.to == nil {
                if last.digest == act?.digest { continue }
                spans[spans.count - 1] = Span(version: last.version, digest: last.digest, from: last.from, to: edge)
            }
            if let act { spans.append(Span(version: act.version, digest: act.digest, from: edge, to: nil)) }
        }
        return spans
    }

    /// The digest under which a version was published.
    func digest(of version: String) -> ContentDigest? { acts.first { $0.version == version }?.digest }

    /// Who published a version, and for whom.
    func publishers(of version: String) -> Set<ActorID> {
        var people: Set<ActorID> = []
        for act in acts where act.version == version && (act.kind == .published || act.kind == .publishedInForce) {
            people.formUnion([act.author, act.onBehalfOf].compactMap(\.self))
        }
        return people
    }

    /// Whether a version is in force at a time or is to be later.
    func isCurrent(_ version: String, at time: Timestamp) -> Bool {
        inForce(at: time)?.version == version
            || candidates.contains { $0.act.version == version && $0.end.map { time < $0 } ?? true }
    }
}
