/// An event of a log, borrowed: it lies in the store's own memory and copies nothing until asked to.
///
/// Hashes and times come from the scan header in front of the event, in a nanosecond or two; whoever acts on a hash
/// confirms it against the text with ``hasKind(_:)`` and the like.
public struct EventView: ~Escapable, Sendable {
    /// The largest canonical event, in bytes: entry bundles of the tile format have 16-bit lengths.
    public static let maximumCanonicalLength = 65_535

    /// The place in the log.
    public let position: UInt64
    /// Header and canonical event.
    @usableFromInline let record: RawSpan

    /// Takes a stored record, and checks that its header is whole.
    ///
    /// The body is checked by ``checkBody()``, since a scan that passes over an event need not touch it.
    ///
    /// - Throws: ``EventError`` (`corrupted`).
    /// - Complexity: O(header).
    @inlinable @inline(__always)
    @_lifetime(copy record)
    public init(position: UInt64, record: RawSpan) throws(EventError) {
        self.position = position
        self.record = record
        guard let header = Self.headerLength(of: record) else { throw Self.damage(record, position) }
        // Inlined down to the rounds: a scan does this for every event.
        let sum = SipHash(low: 0, high: 0).hash(
            record.extracting(4..<header), compressionRounds: 1, finalRounds: 3)
        guard UInt32(truncatingIfNeeded: sum) == record.integer(at: 0, as: UInt32.self) else {
            throw EventError(.corrupted, position: position, "checksum of the header")
        }
    }

    /// Whether the headers of two records are whole, which takes little longer to find out than of one.
    ///
    /// - Complexity: O(headers).
    @inlinable @inline(__always)
    package static func areWhole(_ first: RawSpan, _ second: RawSpan) -> Bool {
        guard let header = headerLength(of: first), headerLength(of: second) == header else { return false }
        let sums = SipHash(low: 0, high: 0).hash(
            first.extracting(4..<header), and: second.extracting(4..<header))
        return UInt32(truncatingIfNeeded: sums.0) == first.integer(at: 0, as: UInt32.self)
            && UInt32(truncatingIfNeeded: sums.1) == second.integer(at: 0, as: UInt32.self)
    }

    /// The length of a header whose lengths fit each other and the record; `nil` for any other.
    @inlinable @inline(__always)
    static func headerLength(of record: RawSpan) -> Int? {
        guard record.byteCount >= 96 else { return nil }
        let header = Int(record.integer(at: 4, as: UInt16.self))
        let canonical = Int(record.integer(at: 64, as: UInt16.self))
        guard record.byte(at: 6) == 1, header == 96 &+ 8 &* Int(record.byte(at: 7)),
            header &+ canonical == record.byteCount,
            Int(record.integer(at: 66, as: UInt16.self)) &+ Int(record.integer(at: 68, as: UInt16.self))
                <= canonical
        else { return nil }
        return header
    }

    /// Takes a record whose header was checked before, or that this process has just built.
    @inlinable @inline(__always)
    @_lifetime(copy whole)
    package init(position: UInt64, whole: RawSpan) {
        self.position = position
        record = whole
    }

    /// What is wrong with the lengths of a header.
    @usableFromInline
    static func damage(_ record: RawSpan, _ position: UInt64) -> EventError {
        guard record.byteCount >= 96 else {
            return EventError(.corrupted, position: position, "only \(record.byteCount) bytes")
        }
        guard record.byte(at: 6) == 1 else {
            return EventError(.corrupted, position: position, "record layout \(record.byte(at: 6))")
        }
        return EventError(.corrupted, position: position, "lengths of the header do not fit")
    }

    /// Compares the canonical event with its checksum.
    ///
    /// - Throws: ``EventError`` (`corrupted`).
    /// - Complexity: O(canonical event).
    @inlinable
    public func checkBody() throws(EventError) {
        guard SipHash.unkeyed.hash(canonical) == record.integer(at: 8, as: UInt64.self) else {
            throw EventError(.corrupted, position: position, "checksum of the event")
        }
    }

    /// Whether the canonical events of both fit their checksums, which takes little longer to find out than of one.
    ///
    /// - Complexity: O(canonical events).
    package static func haveWholeBodies(_ first: borrowing EventView, _ second: borrowing EventView) -> Bool {
        let sums = SipHash.unkeyed.hash(first.canonical, beside: second.canonical)
        return sums.0 == first.record.integer(at: 8, as: UInt64.self)
            && sums.1 == second.record.integer(at: 8, as: UInt64.self)
    }

    /// The canonical event, which the hash tree covers.
    @inlinable
    public var canonical: RawSpan {
        @_lifetime(copy self) get {
            record.extracting(Int(record.integer(at: 4, as: UInt16.self))..<record.byteCount)
        }
    }

    /// The canonical CBOR of the payload.
    @inlinable
    public var payload: RawSpan {
        @_lifetime(copy self) get {
            let start =
                Int(record.integer(at: 4, as: UInt16.self)) &+ Int(record.integer(at: 66, as: UInt16.self))
            return record.extracting(start..<start &+ Int(record.integer(at: 68, as: UInt16.self)))
        }
    }

    /// Header and canonical event together, as stored.
    @inlinable
    public var stored: RawSpan { @_lifetime(copy self) get { record } }

    /// The hash of the kind, the same in every trail.
    @inlinable public var kindHash: UInt64 { record.integer(at: 16) }
    /// The hash of the stream.
    @inlinable public var streamHash: UInt64 { record.integer(at: 24) }
    /// The hash of the author.
    @inlinable public var authorHash: UInt64 { record.integer(at: 32) }
    /// The place in its stream, from 0.
    @inlinable public var revision: UInt64 { record.integer(at: 40) }
    /// When this log recorded it.
    @inlinable public var recordedAt: Timestamp { Timestamp(nanoseconds: record.integer(at: 48)) }
    /// The instant at which it happened; `nil` when unknown.
    @inlinable public var occurredAt: Timestamp? {
        let value = record.integer(at: 56, as: Int64.self)
        return value == .min ? nil : Timestamp(nanoseconds: value)
    }
    /// The order of events in time for a fold: the instant in nanoseconds, the lowest value when unknown.
    @inlinable public var occurredOrder: Int64 { record.integer(at: 56) }
    /// The schema version of the payload.
    @inlinable public var version: UInt32 { UInt32(record.integer(at: 70, as: UInt16.self)) }
    /// The hash of the identifier.
    @inlinable public var idHash: UInt64 { record.integer(at: 72) }
    /// The hash of the command identifier.
    @inlinable public var commandHash: UInt64 { record.integer(at: 80) }
    /// The hash of the correlation.
    @inlinable public var correlationHash: UInt64 { record.integer(at: 88) }
    /// How many tags it has.
    @inlinable public var tagCount: Int { Int(record.byte(at: 7)) }

    /// The hash of the tag at `index`.
    ///
    /// - Precondition: `0 <= index < tagCount`.
    @inlinable
    public func tagHash(_ index: Int) -> UInt64 { record.integer(at: 96 &+ 8 &* index) }

    /// Whether one of its tags has this hash.
    @inlinable
    public func hasTagHash(_ hash: UInt64) -> Bool {
        var index = 0
        let count = tagCount
        while index < count {
            if tagHash(index) == hash { return true }
            index &+= 1
        }
        return false
    }
}
