/// The quick half of a full check: one pass over the canonical event, without a copy.
extension EventView {
    /// What a full check goes on with.
    package struct Checked: Sendable {
        /// Where the digest of the rules lies in the canonical event; `nil` for an event that names none.
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
    /// - Returns: `nil` when anything differs.
    /// - Complexity: O(record), and no allocation.
    package func checked(_ hasher: NameHasher) -> Checked? {
        var check = RecordCheck(record, at: Int(record.integer(at: RecordLayout.headerLength, as: UInt16.self)))
        return check.envelope(of: self, hasher)
    }
}

extension RecordCheck {
    /// Reads all fields in their order and compares them with the header.
    @inline(__always)
    fileprivate mutating func envelope(
        of event: borrowing EventView, _ hasher: NameHasher
    ) -> EventView.Checked? {
        guard begin(),
            key(1), id(event, hasher),
            key(2), name(.kind, event.kindHash, hasher) != nil,
            key(3), unsigned() == UInt64(event.version),
            key(4), name(.stream, event.streamHash, hasher) != nil,
            key(5), unsigned() == event.revision,
            key(6) ? tags(event, hasher) : event.tagCount == 0,
            key(7), payload(event),
            key(8), author(event, hasher),
            (key(9) ? time() : RecordLayout.unknownTime) == event.occurredOrder,
            key(10), integer() == event.recordedAt.nanoseconds,
            key(11), let correlation = uncheckedText()
        else { return nil }
        let correlationEnd = offset
        if key(12), !bytes(16) { return nil }
        var rules: Range<Int>?
        if key(13) {
            guard bytes(32) else { return nil }
            rules = place &- 32..<place
        }
        if key(14), !provenance() { return nil }
        guard key(15), command(event, correlation, before: correlationEnd, hasher),
            key(16), let index = unsigned(), key(17), let count = unsigned()
        else { return nil }
        let hasCommand = key(18)
        if hasCommand, byteString() == nil { return nil }
        if key(19), byteString() == nil { return nil }
        let isSigned = key(20)
        if isSigned, !signature() { return nil }
        guard isAtEnd else { return nil }
        return EventView.Checked(
            rules: rules, index: index, count: count, hasCommand: hasCommand, isSigned: isSigned)
    }

    @inline(__always)
    private mutating func id(_ event: borrowing EventView, _ hasher: NameHasher) -> Bool {
        bytes(16)
            && event.idHash
                == hasher.hash(
                    EventID(high: word(endingBefore: 8).byteSwapped, low: word(endingBefore: 0).byteSwapped))
    }

    @inline(__always)
    private mutating func tags(
        _ event: borrowing EventView, _ hasher: NameHasher
    ) -> Bool {
        let count = event.tagCount
        guard head(4) == UInt64(truncatingIfNeeded: count) else { return false }
        var last = offset..<offset
        var index = 0
        while index < count {
            // Ascending, and as long as those are of which the head has one or two bytes.
            guard let length = name(.tag, event.tagHash(index), hasher), length <= 255 else { return false }
            let tag = offset &- length..<offset
            guard index == 0 || precedes(last, tag) else { return false }
            last = tag
            index &+= 1
        }
        return true
    }

    @inline(__always)
    private mutating func payload(_ event: borrowing EventView) -> Bool {
        let start = place
        guard start == Int(event.stored.integer(at: RecordLayout.payloadOffset, as: UInt16.self)), item(depth: 0)
        else { return false }
        return place &- start == Int(event.stored.integer(at: RecordLayout.payloadLength, as: UInt16.self))
    }

    /// Whether the author has all that he needs, and the hash of his id.
    @inline(__always)
    private mutating func author(
        _ event: borrowing EventView, _ hasher: NameHasher
    ) -> Bool {
        guard let pairs = head(5), pairs >= 3, pairs <= 5, take(1), name(.author, event.authorHash, hasher) != nil,
            take(2), let kind = unsigned(), kind <= 3
        else { return false }
        var rest = pairs &- 2
        if take(3) {
            guard text() else { return false }
            rest &-= 1
        }
        // The channel, which every author has.
        guard take(4), text() else { return false }
        rest &-= 1
        if take(5) {
            guard text() else { return false }
            rest &-= 1
        }
        return rest == 0
    }

    @inline(__always)
    private mutating func time() -> Int64? {
        guard head(4) == 2, let instant = integer(), let minutes = integer(), (-1_439...1_439).contains(minutes)
        else { return nil }
        return RecordLayout.order(of: ZonedTime(Timestamp(nanoseconds: instant), offsetMinutes: Int16(minutes)))
    }

    /// Whether the command has its hash and the correlation, of so many bytes in front of a place, has its own.
    @inline(__always)
    private mutating func command(
        _ event: borrowing EventView, _ correlation: Int, before correlationEnd: Int, _ hasher: NameHasher
    ) -> Bool {
        guard let length = name(.command, event.commandHash, hasher) else { return false }
        // The same text again is the same group, and text like the command.
        if length == correlation, areEqual(length, before: correlationEnd, offset) { return event.correlationHash == 0 }
        var bits: UInt64 = 0
        return event.correlationHash == nameHash(.correlation, correlation, before: correlationEnd, hasher, &bits)
            && (Self.isASCII(bits) || isUTF8(correlation, before: correlationEnd))
    }

    @inline(__always)
    private mutating func provenance() -> Bool {
        head(5) == 3 && take(1) && text() && take(2) && unsigned() != nil && take(3) && bytes(32)
    }

    @inline(__always)
    private mutating func signature() -> Bool {
        head(5) == 2 && take(1) && bytes(32) && take(2) && bytes(64)
    }
}
