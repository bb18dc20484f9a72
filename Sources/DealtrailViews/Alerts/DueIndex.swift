public import DealtrailModel
public import DealtrailSales

/// The due times of every running deadline and every reached count, in order, under some rules.
///
/// It answers what is due as of an instant by reading a range: it depends on how much is due, not on how much is open. It is
/// made of the states of ``DeadlineSubjects`` and kept up to date subject by subject. It speaks of instants at which all
/// that the subjects know had happened; subjects that know something later are told (``DueIndex/ahead(of:)``), and are to be
/// asked themselves.
public struct DueIndex: Sendable {
    /// Something that falls due.
    public struct Entry: Hashable, Sendable {
        /// Whose clock it is.
        public let subject: Tag
        /// The rule.
        public let rule: RuleName
        /// What started it, or of a count the event with which there were enough.
        public let event: EventID
        /// By when it is to happen.
        public let due: Timestamp
        /// The due time and the grace.
        public let missedFrom: Timestamp
        /// The first instant at which it counts as missed.
        public let firstMissed: Timestamp
        /// The first instant at which it is due no more though nothing else happened; `nil` for never.
        public let until: Timestamp?
        let warnedFrom: Timestamp?

        /// The alert that it becomes.
        public var id: AlertID { AlertID(rule: rule, subject: subject, due: due) }
    }

    private struct Slot: Sendable {
        let entry: Entry
        let keys: [DueList.Key]
    }

    private let rules: AlertRules
    private var slots: [Slot?] = []
    private var free: [Int] = []
    private var bySubject: [Tag: [Int]] = [:]
    private var latest: [Tag: Timestamp] = [:]
    /// When what is missed was first missed.
    private var misses = DueList()
    /// When warnings and further rungs fall due.
    private var others = DueList()
    /// The last thing that each subject knows.
    private var knowing = DueList()
    private var names: [Tag] = []
    private var numbers: [Tag: UInt64] = [:]

    /// Makes the index of some subjects.
    ///
    /// - Parameters:
    ///   - rules: The rules.
    ///   - subjects: The subjects, each once.
    ///   - history: All that happened to a subject; asked for where a count is reached.
    /// - Throws: What `history` throws.
    /// - Complexity: O(subjects × rules of the family + n log n).
    public init(
        _ rules: AlertRules, _ subjects: some Sequence<DeadlineSubject>,
        history: (Tag) throws -> [Occurrence]
    ) rethrows {
        self.rules = rules
        var keys: (misses: [DueList.Key], others: [DueList.Key], knowing: [DueList.Key]) = ([], [], [])
        for subject in subjects {
            for entry in try rules.entries(of: subject, history: history) {
                let own = hold(entry)
                keys.misses.append(own[0])
                keys.others += own[1...]
            }
            if let key = know(subject) { keys.knowing.append(key) }
        }
        misses = DueList(keys.misses)
        others = DueList(keys.others)
        knowing = DueList(keys.knowing)
    }

    /// How many deadlines run and counts are reached.
    public var count: Int { misses.count }

    /// Takes in what a subject has become.
    ///
    /// - Throws: What `history` throws.
    /// - Complexity: O(rules of the family × events kept + log n).
    public mutating func update(_ subject: DeadlineSubject, history: (Tag) throws -> [Occurrence]) rethrows {
        let entries = try rules.entries(of: subject, history: history)
        remove(subject.subject)
        for entry in entries {
            let keys = hold(entry)
            misses.insert(keys[0])
            for key in keys.dropFirst() { others.insert(key) }
        }
        if let key = know(subject) { knowing.insert(key) }
    }

    /// What is missed as of an instant, the longest first.
    ///
    /// - Complexity: O(log n + what is given).
    public func due(asOf instant: Timestamp, limit: Int = .max) -> [Entry] {
        var found: [Entry] = []
        misses.forEach(until: instant) { number in
            guard let entry = slots[Int(number >> 8)]?.entry else { return true }
            if entry.until.map({ instant < $0 }) ?? true { found.append(entry) }
            return found.count < limit
        }
        return found
    }

    /// What becomes missed after an instant and up to another, and what is climbed or warned of in that time.
    ///
    /// - Complexity: O(log n + what is given).
    public func subjects(after start: Timestamp, until end: Timestamp) -> Set<Tag> {
        var found: Set<Tag> = []
        for list in [misses, others] {
            list.forEach(after: start, until: end) { number in
                if let entry = slots[Int(number >> 8)]?.entry { found.insert(entry.subject) }
            }
        }
        return found
    }

    /// How many are missed as of an instant, lapsed counts included.
    public func count(asOf instant: Timestamp) -> Int { misses.count(until: instant) }

    /// When something falls due next: a miss, a warning, or a further rung.
    ///
    /// - Complexity: O(log n).
    public func next(after instant: Timestamp) -> Timestamp? {
        [misses.next(after: instant), others.next(after: instant)].compactMap(\.self).min()
    }

    /// When some subject comes to know something next: what was recorded as happening later happens then.
    public func nextKnown(after instant: Timestamp) -> Timestamp? { knowing.next(after: instant) }

    /// The subjects that know something which had not happened by an instant.
    ///
    /// - Complexity: O(log n + what is given).
    public func ahead(of instant: Timestamp) -> [Tag] {
        var found: [Tag] = []
        knowing.forEach(after: instant, until: Timestamp(nanoseconds: .max)) { found.append(names[Int($0)]) }
        return found
    }

    // MARK: - Slots

    private mutating func hold(_ entry: Entry) -> [DueList.Key] {
        let slot = free.popLast() ?? slots.count
        let instants = [entry.firstMissed] + ([entry.warnedFrom].compactMap(\.self) + rules.furtherRungs(of: entry))
        let keys = instants.enumerated().map { index, instant in
            DueList.Key(at: instant.nanoseconds, number: UInt64(slot) << 8 | UInt64(min(index, 255)))
        }
        if slot == slots.count { slots.append(nil) }
        slots[slot] = Slot(entry: entry, keys: keys)
        bySubject[entry.subject, default: []].append(slot)
        return keys
    }

    private mutating func know(_ subject: DeadlineSubject) -> DueList.Key? {
        guard let instant = subject.latest else { return nil }
        let number: UInt64
        if let known = numbers[subject.subject] {
            number = known
        } else {
            number = UInt64(names.count)
            numbers[subject.subject] = number
            names.append(subject.subject)
        }
        latest[subject.subject] = instant
        return DueList.Key(at: instant.nanoseconds, number: number)
    }

    private mutating func remove(_ subject: Tag) {
        for slot in bySubject.removeValue(forKey: subject) ?? [] {
            guard let held = slots[slot] else { continue }
            misses.remove(held.keys[0])
            for key in held.keys.dropFirst() { others.remove(key) }
            slots[slot] = nil
            free.append(slot)
        }
        if let instant = latest.removeValue(forKey: subject), let number = numbers[subject] {
            knowing.remove(DueList.Key(at: instant.nanoseconds, number: number))
        }
    }
}
