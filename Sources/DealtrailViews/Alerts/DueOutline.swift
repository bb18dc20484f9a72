public import DealtrailModel
import DealtrailSales

/// From when on something may be due for each subject, under some rules: who has to be asked at an instant, in order.
///
/// It is what a process that lives for one question needs of a ``DueIndex``, small enough to lie in a file. It names each subject once,
/// with the first instant at which a deadline warns or falls due, and always the ones that are to be asked at any time: those
/// with a count that may be reached, and those that know something which had not happened when the outline was made. Whoever is
/// not named has nothing due, so that asking the named ones alone gives the same answer as asking all.
public struct DueOutline: Sendable {
    /// What follows from how rules are read: another version of an outline that was kept is made anew.
    ///
    /// Raise it whenever ``AlertRules`` find something due earlier, or for other subjects, than before.
    public static let version: UInt32 = 1

    /// A subject, and from when on it is to be asked.
    public struct Entry: Hashable, Comparable, Sendable {
        /// From when on; the least instant for always.
        public let from: Timestamp
        /// The subject.
        public let subject: Tag

        /// States an entry.
        public init(from: Timestamp, subject: Tag) {
            self.from = from
            self.subject = subject
        }

        /// By instant, then by subject.
        public static func < (left: Entry, right: Entry) -> Bool {
            (left.from, left.subject) < (right.from, right.subject)
        }
    }

    /// Those to whom something may happen, in order.
    public let entries: [Entry]

    /// Makes the outline of some subjects.
    ///
    /// - Parameters:
    ///   - rules: The rules.
    ///   - subjects: The subjects, each once, with all that is known of them.
    ///   - instant: An instant that no question is earlier than, such as when the last event was recorded.
    /// - Complexity: O(subjects × rules of the family + n log n).
    public init(_ rules: AlertRules, _ subjects: some Sequence<DeadlineSubject>, notBefore instant: Timestamp) {
        entries = subjects.compactMap { subject in
            let isAhead = subject.latest.map { instant < $0 } ?? false
            return (isAhead ? Self.always : rules.beginning(of: subject)).map {
                Entry(from: $0, subject: subject.subject)
            }
        }.sorted()
    }

    static let always = Timestamp(nanoseconds: .min)
}

extension AlertRules {
    /// The first instant at which something may be due for a subject after all that it knows; `nil` for never.
    func beginning(of subject: DeadlineSubject) -> Timestamp? {
        guard let family = SubjectFamily(of: subject.subject) else { return nil }
        // Whether a count is reached says only the log.
        for count in counts where count.family == family {
            guard subject.count(of: count.counted, since: count.resetting) < count.rule.atLeast else {
                return DueOutline.always
            }
        }
        let own = deadlines.filter { $0.family == family }
        let occurrences = own.isEmpty ? [] : subject.occurrences
        return own.compactMap { deadline -> Timestamp? in
            guard occurrences.contains(where: { one in deadline.starts.contains { $0.matches(one) } }),
                let schedule = deadline.rule.schedule(after: occurrences, subject: subject.tier, in: book)
            else { return nil }
            return min(schedule.warnedFrom ?? schedule.due, schedule.due)
        }.min()
    }
}
