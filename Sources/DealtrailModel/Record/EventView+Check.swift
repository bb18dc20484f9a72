/// The quick half of a full check: one pass over the canonical event, without a copy.
extension EventView {
    /// What a full check goes on with.
    package struct Checked: Sendable {
        /// Where the digest of the rules lies in the canonical event; `nil` for an event that names none, and for
        /// one that was seen to name those of the event before.
        package let rules: Range<Int>?
        /// Its index within its append; the first may have a command and a signature.
        package let index: UInt64
        /// How many events its append has.
        package let count: UInt64
        /// Whether it has a command, which was decided, and is not a fact that was appended.
        package let hasCommand: Bool
        /// Whether it has a signature.
        package let isSigned: Bool

        /// Whether it leads its append.
        package var isFirst: Bool { index == 0 }

        init(rules: Range<Int>?, index: UInt64, count: UInt64, hasCommand: Bool, isSigned: Bool) {
            self.rules = rules
            self.index = index
            self.count = count
            self.hasCommand = hasCommand
            self.isSigned = isSigned
        }

        /// The same of an event that the quick check has not passed, and the thorough one has.
        package init(_ event: RecordedEvent) {
            self.init(
                rules: nil, index: event.index, count: event.count, hasCommand: event.command != nil,
                isSigned: event.signature != nil)
        }
    }

    /// Whether the checksums of two records hold, of headers and events.
    ///
    /// - Complexity: O(records), little more than of one.
    package static func areIntact(_ first: RawSpan, _ second: RawSpan) -> Bool {
        guard let left = headerLength(of: first), let right = headerLength(of: second) else { return false }
        let headers = SipHash.unkeyed.hash(
            first.extracting(RecordLayout.headerLength..<left),
            beside: second.extracting(RecordLayout.headerLength..<right))
        let bodies = SipHash.unkeyed.hash(
            first.extracting(left..<first.byteCount), beside: second.extracting(right..<second.byteCount))
        return UInt32(truncatingIfNeeded: headers.0) == first.integer(at: 0, as: UInt32.self)
            && UInt32(truncatingIfNeeded: headers.1) == second.integer(at: 0, as: UInt32.self)
            && bodies.0 == first.integer(at: RecordLayout.bodyChecksum, as: UInt64.self)
            && bodies.1 == second.integer(at: RecordLayout.bodyChecksum, as: UInt64.self)
    }

    /// Whether canonical form and scan header agree in everything that ``recorded()``, ``checkHeader(against:hasher:)``
    /// and a reading of the payload look at, of an event whose checksums hold.
    ///
    /// It never says so of an event in which one of those finds a fault; of what it does not pass, they say what is wrong.
    ///
    /// - Parameter seen: What was found in the events before, with the same hasher.
    /// - Returns: `nil` when anything differs.
    /// - Complexity: O(record), and no allocation.
    package func checked(_ hasher: NameHasher, _ seen: inout SeenFields) -> Checked? {
        let header = Int(record.integer(at: RecordLayout.headerLength, as: UInt16.self))
        var check = RecordCheck(record, at: header)
        guard check.begin(),
            check.key(1), check.bytes(16), idHash == hasher.hash(check.idBehind),
            check.key(2), let kind = check.uncheckedText(), check.hasHash(kind, .kind, kindHash, hasher),
            check.key(3), check.unsigned() == UInt64(version),
            check.key(4), let stream = check.uncheckedText(), check.hasHash(stream, .stream, streamHash, hasher),
            check.key(5), check.unsigned() == revision,
            check.key(6) ? check.move(to: RecordCheck.tags(of: self, at: check.offset, hasher)) : tagCount == 0,
            check.key(7)
        else { return nil }
        let payload = check.offset
        guard check.move(to: RecordCheck.item(in: record, at: payload)),
            payload &- header == Int(record.integer(at: RecordLayout.payloadOffset, as: UInt16.self)),
            check.offset &- payload == Int(record.integer(at: RecordLayout.payloadLength, as: UInt16.self)),
            check.key(8)
        else { return nil }
        if seen.authorHash == authorHash, seen.author.isNext(in: check) {
            check.pass(seen.author.count)
        } else {
            let start = check.offset
            guard check.move(to: RecordCheck.author(of: self, at: start, hasher)) else { return nil }
            seen.author = SeenFields.Run(record, start..<check.offset)
            seen.authorHash = authorHash
        }
        var occurred = RecordLayout.unknownTime
        if check.key(9) {
            guard let time = RecordCheck.time(in: record, at: check.offset), check.move(to: time.next) else {
                return nil
            }
            occurred = time.order
        }
        guard occurred == occurredOrder, check.key(10), check.integer() == recordedAt.nanoseconds else { return nil }
        var rules: Range<Int>?
        if seen.commandHash == commandHash, seen.correlationHash == correlationHash, seen.context.isNext(in: check) {
            check.pass(seen.context.count, fields: seen.context.fields)
        } else {
            guard let found = RecordCheck.context(of: self, check, hasher) else { return nil }
            seen.context = SeenFields.Run(record, check.offset..<found.next, fields: check.left &- found.left)
            (seen.commandHash, seen.correlationHash) = (commandHash, correlationHash)
            check.pass(found.next &- check.offset, fields: check.left &- found.left)
            rules = found.rules
        }
        guard check.key(16), let index = check.unsigned(), check.key(17), let count = check.unsigned() else {
            return nil
        }
        let hasCommand = check.key(18)
        if hasCommand, check.byteString() == nil { return nil }
        if check.key(19), check.byteString() == nil { return nil }
        let isSigned = check.key(20)
        if isSigned, !check.move(to: RecordCheck.signature(in: record, at: check.offset)) { return nil }
        guard check.isAtEnd else { return nil }
        return Checked(rules: rules, index: index, count: count, hasCommand: hasCommand, isSigned: isSigned)
    }
}
