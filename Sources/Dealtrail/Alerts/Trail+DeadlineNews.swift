import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
import DealtrailViews

/// What the log says since an engine looked last.
struct DeadlineNews {
    /// The size of the log.
    let size: UInt64
    /// The subjects that something happened to.
    var subjects: Set<Tag> = []
    /// Until when alerts about subjects are silenced.
    var silenced: [Tag: Timestamp] = [:]
}

extension Trail {
    /// What the log says from a position on, of the kinds that some rules look at.
    func deadlineNews(from position: UInt64, _ rules: AlertRules) throws -> DeadlineNews {
        let size = try log.head().size
        var news = DeadlineNews(size: size)
        guard position < size else { return news }
        let kinds = rules.kinds.union([AlertSuppressed.kind])
        let filter = EventFilter(query: Query(items: [Query.Item(kinds: kinds)]))
        try log.scan(filter, in: position..<size, direction: .forward) { event in
            if event.hasKind(Array(AlertSuppressed.kind.rawValue.utf8)) {
                let silenced = try event.decode(AlertSuppressed.self)
                news.silenced[silenced.subject] = silenced.until
            } else {
                news.subjects.formUnion(try event.tags.filter { SubjectFamily(of: $0) != nil })
            }
            return true
        }
        return news
    }

    /// The states of some subjects, or of all, at the head, as far as rules need them.
    func deadlineSubjects(_ subjects: [Tag]?, _ rules: AlertRules) async throws -> [DeadlineSubject] {
        let runtime = try views.runtime(DeadlineSubjects.self)
        if subjects?.isEmpty ?? false { return [] }
        _ = try await runtime.catchUp()
        let stamp = try stamp(asOf: .head)
        guard let subjects else {
            var all: [DeadlineSubject] = []
            try runtime.forEach { _, state in
                all.append(state)
                return true
            }
            return try completed(all, only: nil, beyond: rules.beyond, .head, stamp)
        }
        let states = try runtime.reading { reader in try subjects.compactMap { try reader.state(for: $0.rawValue) } }
        return try completed(states, only: Set(subjects), beyond: rules.beyond, .head, stamp)
    }

    /// All that happened to a subject, as it is known at a point.
    func occurrences(of subject: Tag, asOf point: AsOf) throws -> [Occurrence] {
        try occurrences(of: subject, point, try stamp(asOf: point))
    }

    /// When something falls due for a subject after an instant, what was recorded as happening later left out.
    func next(for subject: Tag, after instant: Timestamp, _ rules: AlertRules) async throws -> Timestamp? {
        guard let state = try await deadlineSubjects([subject], rules).first else { return nil }
        let happened = try occurrences(of: subject, asOf: .head).filter { $0.at <= instant }
        return DueIndex(rules, [state.after(happened)]) { _ in happened }.next(after: instant)
    }
}
