/// Parts of an event that have a reader of their own: each takes the offset where it begins and returns the one behind it.
extension RecordCheck {
    /// What an event has from its correlation to its command.
    struct Context {
        /// Where the digest of the rules lies in the canonical event.
        let rules: Range<Int>?
        /// The offset behind it.
        let next: Int
        /// How many fields of the event are still to come.
        let left: UInt64
    }

    /// Where the tags end; 0 when they differ from those of the header, or are not in their order.
    @inline(never)
    static func tags(of event: borrowing EventView, at start: Int, _ hasher: NameHasher) -> Int {
        var check = RecordCheck(event.record, at: start)
        let count = event.tagCount
        guard check.head(4) == UInt64(truncatingIfNeeded: count) else { return 0 }
        var last: Text?
        for index in 0..<count {
            guard let tag = check.uncheckedText(), check.follows(tag, last),
                check.hasHash(tag, .tag, event.tagHash(index), hasher)
            else { return 0 }
            last = tag
        }
        return check.offset
    }

    /// Whether a tag comes behind another, if there is one, and is as long as those are of which the head has one or two
    /// bytes.
    @inline(__always)
    private func follows(_ tag: Text, _ last: Text?) -> Bool {
        guard tag.count <= 255 else { return false }
        guard let last else { return true }
        return precedes(last, tag)
    }

    /// Where an author ends that has all it needs, and its hash; 0 for any other.
    @inline(never)
    static func author(of event: borrowing EventView, at start: Int, _ hasher: NameHasher) -> Int {
        var check = RecordCheck(event.record, at: start)
        guard let pairs = check.head(5), pairs >= 3, pairs <= 5, check.take(1), let id = check.uncheckedText(),
            check.hasHash(id, .author, event.authorHash, hasher),
            check.take(2), let kind = check.unsigned(), kind <= 3
        else { return 0 }
        var rest = pairs &- 2
        if check.take(3) {
            guard check.text() else { return 0 }
            rest &-= 1
        }
        // The channel, which every author has.
        guard check.take(4), check.text() else { return 0 }
        rest &-= 1
        if check.take(5) {
            guard check.text() else { return 0 }
            rest &-= 1
        }
        return rest == 0 ? check.offset : 0
    }

    /// The context of an event, whose names have their hashes; `nil` for any other.
    ///
    /// - Parameter start: A reader at its beginning.
    @inline(never)
    static func context(of event: borrowing EventView, _ start: borrowing RecordCheck, _ hasher: NameHasher) -> Context?
    {
        var check = copy start
        guard check.key(11), let correlation = check.uncheckedText() else { return nil }
        if check.key(12), !check.bytes(16) { return nil }
        var rules: Range<Int>?
        if check.key(13) {
            guard check.bytes(32) else { return nil }
            let place = check.offset &- Int(event.stored.integer(at: RecordLayout.headerLength, as: UInt16.self))
            rules = place &- 32..<place
        }
        if check.key(14), !check.move(to: provenance(in: event.record, at: check.offset)) { return nil }
        guard check.key(15), let command = check.uncheckedText(),
            check.hasHash(command, .command, event.commandHash, hasher),
            check.hasHash(correlation, event.correlationHash, besides: command, hasher)
        else { return nil }
        return Context(rules: rules, next: check.offset, left: check.left)
    }

    /// A time with its place on the earth, as the order of an event in time, and the offset behind it.
    @inline(never)
    static func time(in record: RawSpan, at start: Int) -> (order: Int64, next: Int)? {
        var check = RecordCheck(record, at: start)
        guard check.head(4) == 2, let instant = check.integer(), let minutes = check.integer(),
            (-1_439...1_439).contains(minutes)
        else { return nil }
        let time = ZonedTime(Timestamp(nanoseconds: instant), offsetMinutes: Int16(minutes))
        return (RecordLayout.order(of: time), check.offset)
    }

    /// Where the origin of an imported event ends; 0 when something is wrong with it.
    @inline(never)
    static func provenance(in record: RawSpan, at start: Int) -> Int {
        var check = RecordCheck(record, at: start)
        return check.head(5) == 3 && check.take(1) && check.text() && check.take(2) && check.unsigned() != nil
            && check.take(3) && check.bytes(32) ? check.offset : 0
    }

    /// Where a signature ends; 0 when something is wrong with it.
    @inline(never)
    static func signature(in record: RawSpan, at start: Int) -> Int {
        var check = RecordCheck(record, at: start)
        return check.head(5) == 2 && check.take(1) && check.bytes(32) && check.take(2) && check.bytes(64)
            ? check.offset : 0
    }
}
