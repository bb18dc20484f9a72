import DealtrailModel
public import DealtrailSales

extension DeadlineSubject {
    /// Takes an event in.
    mutating func note(_ event: borrowing EventView, _ fields: SubjectFields) throws {
        var cursor = event.fieldCursor
        if let field = fields.account {
            // An account that was absorbed, or is a parent, is named too; it is not the one that this is about.
            guard try cursor.textBytes(field).equals(id) else { return }
        }
        if fields.isRelease { owner = nil }
        if let field = fields.owner, let owner = try cursor.text(field) { self.owner = ActorID(owner) }
        if let field = fields.tier, let tier = try cursor.text(field) { self.tier = tier }
        if owner == nil, !fields.isAccount { owner = event.tagValue("owner").map { ActorID($0) } }
        if account == nil {
            account = fields.isAccount ? AccountID(id) : event.tagValue("account").map { AccountID($0) }
        }
        guard let at = event.occurredAt else {
            undated += 1
            return
        }
        let stated = try fields.due.flatMap { try cursor.integer($0) }.map { Timestamp(nanoseconds: $0) }
        let isEvidenced = try fields.evidence.map { try !cursor.item($0).isEmpty } ?? false
        append(
            Letter(kind: fields.kind, isEvidenced: isEvidenced), position: event.position, id: try event.id, at: at,
            stated: stated)
    }

    /// The same subject as it was before some of what happened.
    ///
    /// - Parameter occurrences: What had happened, in order; their places in the log are not known.
    public func after(_ occurrences: [Occurrence]) -> DeadlineSubject {
        var subject = DeadlineSubject(subject: subject)
        (subject.owner, subject.tier, subject.account) = (owner, tier, account)
        for occurrence in occurrences {
            subject.append(
                Letter(kind: occurrence.kind, isEvidenced: occurrence.isEvidenced), position: 0, id: occurrence.id,
                at: occurrence.at, stated: occurrence.stated)
        }
        return subject
    }

    /// What follows the colon of the subject.
    var id: String { String(subject.rawValue.drop { $0 != ":" }.dropFirst()) }

    /// Appends what happened after all that is there, and forgets what can no longer matter.
    mutating func append(
        _ letter: Letter, position: UInt64, id: EventID, at: Timestamp, stated: Timestamp? = nil
    ) {
        let index: UInt16
        if let known = letters.firstIndex(of: letter) {
            index = UInt16(known)
        } else {
            index = UInt16(letters.count)
            letters.append(letter)
        }
        let number = marks.last { $0.letter == index }?.number ?? 0
        marks.append(
            Mark(letter: index, position: position, id: id, at: at, stated: stated, number: number &+ 1))
        latest = latest.map { max($0, at) } ?? at
        // Now and then, so that an event costs little: what is too much changes no answer. When depends on nothing but what
        // happened, so that however a view is made its states are the same.
        if marks.count >= 2 * needed + 8 { forget() }
    }

    /// Keeps the first and the last of each letter, and the first after the last of another one.
    ///
    /// - Complexity: O(marks).
    private mutating func forget() {
        var isLast = [Bool](repeating: false, count: marks.count)
        var seen = [Bool](repeating: false, count: letters.count)
        for index in marks.indices.reversed() where !seen[Int(marks[index].letter)] {
            seen[Int(marks[index].letter)] = true
            isLast[index] = true
        }
        // For each letter, how many lasts had been passed when it was met before.
        var passed = [Int](repeating: -1, count: letters.count)
        var lasts = 0
        var kept: [Mark] = []
        kept.reserveCapacity(marks.count)
        for index in marks.indices {
            let letter = Int(marks[index].letter)
            if isLast[index] || passed[letter] < lasts { kept.append(marks[index]) }
            if isLast[index] { lasts += 1 }
            passed[letter] = lasts
        }
        needed = kept.count
        marks = kept
    }
}
