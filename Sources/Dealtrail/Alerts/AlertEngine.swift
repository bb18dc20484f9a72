import DealtrailEngine
import DealtrailLog
public import DealtrailModel
import DealtrailSales
import DealtrailViews

/// Keeps the alerts of a trail recorded while it runs: it knows when something falls due next, and ticks only then.
///
/// It has no timer: the host sleeps until ``next()``, or until the log grows, and calls ``tick()``. So whoever holds the
/// clock decides when time passes.
///
/// ```swift
/// let engine = AlertEngine(trail, by: Author("service:alerts", kind: .automation))
/// while !Task.isCancelled {
///     try await engine.tick()
///     try await sleep(until: engine.next())       // yours, and cut short by whatever waits for new events
/// }
/// ```
///
/// Any number may run on one trail: each alert is raised once (``Trail/tick(at:by:)``).
public actor AlertEngine {
    private let trail: Trail
    private let author: Author
    /// The due times under the rules in force, and which rules those are.
    private var index: (due: DueIndex, rules: AlertRules)?
    /// The size of the log that the index has taken in.
    private var seen: UInt64 = 0
    /// Subjects that something happened to since the last tick.
    private var changed: Set<Tag> = []
    /// Until when alerts about subjects are silenced.
    private var silenced: [Tag: Timestamp] = [:]
    /// Up to when everything that fell due is recorded; `nil` before the first tick, and when the rules have changed.
    private var ticked: Timestamp?

    /// Creates an engine; nothing is read yet.
    public init(_ trail: Trail, by author: Author) {
        self.trail = trail
        self.author = author
    }

    /// How many deadlines run and counts are reached, as far as the engine has looked.
    public var open: Int { index?.due.count ?? 0 }

    /// Records what fell due since the last tick, and resolves what has happened.
    ///
    /// The first one looks at everything; later ones at what fell due meanwhile and at what something happened to.
    ///
    /// - Throws: As ``Trail/tick(at:by:)``.
    @discardableResult
    public func tick() async throws -> TickOutcome {
        let now = try trail.stamp().time
        let (due, rules) = try await refreshed(at: now)
        guard let last = ticked, rules.nextDayEnd(after: last).map({ now < $0 }) ?? true else {
            let outcome = try await trail.tick(by: author)
            (changed, ticked) = ([], outcome.at)
            return outcome
        }
        let ended = silenced.filter { last < $0.value && $0.value <= now }.map(\.key)
        let subjects = due.subjects(after: last, until: now).union(changed).union(due.ahead(of: last)).union(ended)
        guard !subjects.isEmpty else {
            ticked = now
            return TickOutcome(at: now)
        }
        let outcome = try await trail.tick(at: nil, only: subjects, by: author)
        (changed, ticked) = ([], now)
        return outcome
    }

    /// When something falls due next while nothing else happens; `nil` when nothing ever does.
    ///
    /// Before the first tick, and when something has happened since the last one, that is now.
    ///
    /// - Throws: `LogError`, `EngineError`, `EventError`.
    public func next() async throws -> Timestamp? {
        let now = try trail.stamp().time
        let (due, rules) = try await refreshed(at: now)
        guard let last = ticked, changed.isEmpty else { return now }
        var instants = [due.next(after: last), due.nextKnown(after: last), rules.nextDayEnd(after: last)]
        instants += silenced.values.filter { last < $0 }
        instants += try trail.policyTimeline().spans.flatMap { [$0.from, $0.to] }.map { time in
            time.flatMap { last < $0 ? $0 : nil }
        }
        for subject in due.ahead(of: last) {
            instants.append(try await trail.next(for: subject, after: last, rules))
        }
        return instants.compactMap(\.self).min()
    }

    /// The index under the rules in force, with all that the log says.
    private func refreshed(at now: Timestamp) async throws -> (due: DueIndex, rules: AlertRules) {
        let policy = try trail.policy(at: now)
        let rules = AlertRules(policy)
        let news = try trail.deadlineNews(from: seen, rules)
        let fresh: (due: DueIndex, rules: AlertRules)
        // Taken out, so that it is changed where it lies; after a fault it is made anew.
        if var held = index.take(), held.rules.policy == policy {
            for subject in try await trail.deadlineSubjects(news.subjects.sorted(), rules) {
                try held.due.update(subject) { try trail.occurrences(of: $0, asOf: .head) }
            }
            fresh = held
            changed.formUnion(news.subjects)
        } else {
            let subjects = try await trail.deadlineSubjects(nil, rules)
            fresh = (try DueIndex(rules, subjects) { try trail.occurrences(of: $0, asOf: .head) }, rules)
            ticked = nil
        }
        index = fresh
        silenced.merge(news.silenced) { max($0, $1) }
        seen = news.size
        return fresh
    }
}
