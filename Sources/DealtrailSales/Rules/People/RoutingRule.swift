public import DealtrailModel

/// To whom something goes (`docs/features.md` rows 94 and 100, contradiction 13).
public struct RoutingRule: Codable, Hashable, Sendable {
    /// How somebody is chosen.
    public enum Way: String, Codable, Hashable, Sendable, CaseIterable {
        /// One after another.
        case roundRobin = "round-robin"
        /// Who answered fastest of late.
        case fastest
    }

    /// What of the last answers is compared.
    public enum Rank: String, Codable, Hashable, Sendable, CaseIterable {
        /// Their mean.
        case mean
        /// Their median; of an even number the mean of the middle two.
        case median
        /// The fastest of them.
        case best
    }

    /// Where those stand who have answered less often.
    public enum Newcomers: String, Codable, Hashable, Sendable, CaseIterable {
        /// Before all others.
        case first
        /// After all others.
        case last
    }

    /// The rule.
    public var name: RuleName
    /// How somebody is chosen.
    public var way: Way
    /// How many of the last answers are compared; `nil` unless the fastest is chosen.
    public var last: Int?
    /// What of them is compared.
    public var rank: Rank?
    /// Where those stand who have answered less often.
    public var newcomers: Newcomers?

    /// Creates a rule.
    public init(_ name: RuleName, _ way: Way, last: Int? = nil, rank: Rank? = nil, newcomers: Newcomers? = nil) {
        self.name = name
        self.way = way
        self.last = last
        self.rank = rank
        self.newcomers = newcomers
    }

    /// An answer of somebody.
    public struct Response: Hashable, Sendable {
        /// Who answered.
        public let person: ActorID
        /// How long it took, in nanoseconds.
        public let nanoseconds: Int64
        /// Its event.
        public let event: EventID

        /// Creates an answer.
        public init(_ person: ActorID, nanoseconds: Int64, event: EventID) {
            self.person = person
            self.nanoseconds = nanoseconds
            self.event = event
        }
    }

    /// Who is next.
    ///
    /// One after another: the next in the order of names after the one of the last assignment, around the end. The cursor
    /// is a person, not a number, so that joiners and leavers shift nobody else. The fastest: the lowest rank; of two alike
    /// the first in the order of names. The order of names is that of their bytes.
    ///
    /// - Parameters:
    ///   - candidates: Who may be chosen.
    ///   - cursor: Who got the last assignment of this rule, by the log; `nil` for nobody yet.
    ///   - assignment: The event of that assignment.
    ///   - responses: First human answers, in the order of the log.
    ///   - version: The version of the policy.
    /// - Returns: Nobody only without candidates.
    /// - Complexity: O(candidates × log candidates + responses).
    public func next(
        of candidates: [ActorID], after cursor: ActorID? = nil, by assignment: EventID? = nil,
        responses: [Response] = [], version: String
    ) -> Explained<ActorID?> {
        let people = Set(candidates).sorted()
        switch way {
        case .roundRobin:
            let chosen = cursor.flatMap { cursor in people.first { $0 > cursor } } ?? people.first
            return Explained(
                chosen,
                RuleExplanation(
                    "routing.\(name)", version: version,
                    chosen.map { "it is the turn of \($0)" } ?? "nobody may be chosen",
                    [
                        "candidates": people.map(\.rawValue).joined(separator: " "),
                        "after": cursor?.rawValue ?? "nobody",
                    ], events: [assignment].compactMap(\.self)))
        case .fastest: return fastest(people, responses, version)
        }
    }

    private func fastest(
        _ people: [ActorID], _ responses: [Response], _ version: String
    ) -> Explained<ActorID?> {
        let wanted = max(1, last ?? 1)
        let ranked = people.map { person -> (person: ActorID, order: Int, time: Int64, responses: [Response]) in
            let latest = responses.filter { $0.person == person }.suffix(wanted)
            let isNew = latest.count < wanted
            let order = isNew ? (newcomers == .first ? 0 : 2) : 1
            return (person, order, isNew ? 0 : ranking(of: latest.map(\.nanoseconds)), Array(latest))
        }
        // People ascend by name, and the first of the lowest is kept.
        let chosen = ranked.min { ($0.order, $0.time) < ($1.order, $1.time) }
        let list = ranked.map { "\($0.person) \($0.order == 1 ? "\($0.time / 1_000_000_000) s" : "too few")" }
        return Explained(
            chosen?.person,
            RuleExplanation(
                "routing.\(name)", version: version,
                chosen.map { "\($0.person) is first by the \((rank ?? .mean).rawValue) of the last \(wanted)" }
                    ?? "nobody may be chosen", ["candidates": list.joined(separator: ", ")],
                events: chosen?.responses.map(\.event) ?? []))
    }

    private func ranking(of times: [Int64]) -> Int64 {
        let sorted = times.sorted()
        guard let best = sorted.first else { return 0 }
        switch rank ?? .mean {
        case .best: return best
        case .mean: return Int64(clamping: sorted.reduce(Int128(0)) { $0 + Int128($1) } / Int128(sorted.count))
        case .median:
            let middle = sorted.count / 2
            guard sorted.count.isMultiple(of: 2) else { return sorted[middle] }
            return Int64(clamping: (Int128(sorted[middle - 1]) + Int128(sorted[middle])) / 2)
        }
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case way = 2
        case last = 3
        case rank = 4
        case newcomers = 5
    }
}
