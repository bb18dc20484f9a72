public import DealtrailModel
public import DealtrailSales

/// What has happened to one subject, as far as rules may look at it, and whom it concerns.
///
/// Not every event is kept, and yet what any deadline comes to is exact: of the events of one kind, with or without
/// evidence, only these can matter to a rule: the first ever, the last, and the first after the last one of any other kind
/// (a start after whatever ended the time before). At most about twice the square of the number of kinds remains: what is
/// too much is forgotten now and then.
public struct DeadlineSubject: Codable, Hashable, Sendable {
    /// Something that happened.
    public struct Mark: Codable, Hashable, Sendable {
        /// Its kind and whether it is shown: the index in ``DeadlineSubject/letters``.
        let letter: UInt16
        /// The place in the log.
        public let position: UInt64
        /// The event.
        public let id: EventID
        /// When it happened.
        public let at: Timestamp
        /// The time that it states; `nil` when it states none.
        public let stated: Timestamp?
        /// The how many-th of its letter it is, from 1.
        let number: UInt32

        enum CodingKeys: Int, CodingKey {
            case letter = 1
            case position = 2
            case id = 3
            case at = 4
            case stated = 5
            case number = 6
        }
    }

    /// A kind of event, with or without evidence.
    struct Letter: Codable, Hashable, Sendable {
        let kind: EventKind
        let isEvidenced: Bool

        enum CodingKeys: Int, CodingKey {
            case kind = 1
            case isEvidenced = 2
        }
    }

    /// The subject.
    public let subject: Tag
    /// Who owns it, when known.
    public internal(set) var owner: ActorID?
    /// Its tier, grade or band, when known.
    public internal(set) var tier: String?
    /// The account that it belongs to, when known.
    public internal(set) var account: AccountID?
    /// What happened, in the order in which it happened; never more than a rule can need.
    public internal(set) var marks: [Mark] = []
    /// The last thing that happened, kept or not.
    public internal(set) var latest: Timestamp?
    /// How many events have no time.
    public internal(set) var undated = 0
    var letters: [Letter] = []
    /// How many marks were needed when something was forgotten last.
    var needed = 0

    init(subject: Tag) {
        self.subject = subject
    }

    /// What happened, as rules look at it.
    public var occurrences: [Occurrence] {
        marks.map { mark in
            let letter = letters[Int(mark.letter)]
            return Occurrence(
                letter.kind, id: mark.id, at: mark.at, isEvidenced: letter.isEvidenced, stated: mark.stated)
        }
    }

    /// The mark of an event that was kept.
    public func mark(of id: EventID) -> EventMark? {
        marks.first { $0.id == id }.map { EventMark(position: $0.position, id: $0.id, occurredAt: $0.at) }
    }

    /// How many events of these kinds there were since the last of those that begin the count anew.
    ///
    /// - Complexity: O(marks × patterns).
    func count(of counted: [EventPattern], since resetting: [EventPattern]) -> Int {
        let occurrences = occurrences
        let start = occurrences.lastIndex { occurrence in resetting.contains { $0.matches(occurrence) } }
        var first: [UInt16: UInt32] = [:]
        var last: [UInt16: UInt32] = [:]
        for index in (start.map { $0 + 1 } ?? 0)..<marks.count
        where counted.contains(where: { $0.matches(occurrences[index]) }) {
            let mark = marks[index]
            first[mark.letter] = min(first[mark.letter] ?? .max, mark.number)
            last[mark.letter] = max(last[mark.letter] ?? 0, mark.number)
        }
        return last.reduce(0) { $0 + Int($1.value) - Int(first[$1.key] ?? 1) + 1 }
    }

    enum CodingKeys: Int, CodingKey {
        case subject = 1
        case owner = 2
        case tier = 3
        case account = 4
        case marks = 5
        case latest = 6
        case undated = 7
        case letters = 8
        case needed = 9
    }
}
