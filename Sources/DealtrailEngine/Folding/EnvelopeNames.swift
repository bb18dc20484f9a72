import DealtrailModel

/// Where the names of an event lie in its canonical form, found without copying them.
///
/// Identifier, kind, version, stream, revision and tags are the first six fields (`docs/format.md`), so this reads
/// some 40 bytes and touches nothing behind them.
struct EnvelopeNames {
    let kind: Range<Int>
    let stream: Range<Int>
    let tagCount: Int
    /// Where the first tag begins.
    let tags: Int

    /// Finds the names.
    ///
    /// - Throws: `EventError` (`corrupted`) when the form is another.
    @inline(__always)
    init(_ canonical: RawSpan, position: UInt64) throws(EventError) {
        var walk = Walk(position: position)
        // The map head with 13 to 19 pairs is one byte; identifier: key 1, 16 bytes.
        guard canonical.byteCount > 32, canonical.byte(at: 0) >> 5 == 5, canonical.byte(at: 0) & 0x1f < 24,
            canonical.byte(at: 1) == 1, canonical.byte(at: 2) == 0x50
        else { throw walk.damage("its identifier") }
        walk.offset = 19
        kind = try walk.text(2, canonical)
        try walk.skipUnsigned(3, canonical)
        stream = try walk.text(4, canonical)
        try walk.skipUnsigned(5, canonical)
        tagCount = try walk.head(6, major: 4, canonical)
        tags = walk.offset
    }

    /// The tag that begins at `offset`, and where the next one does.
    ///
    /// - Throws: `EventError` (`corrupted`).
    @inline(__always)
    static func tag(at offset: Int, _ canonical: RawSpan, position: UInt64) throws(EventError) -> Range<Int> {
        var walk = Walk(position: position)
        walk.offset = offset
        let length = try walk.argument(major: 3, canonical)
        return try walk.body(length, canonical)
    }

    private struct Walk {
        let position: UInt64
        var offset = 0

        init(position: UInt64) {
            self.position = position
        }

        @inline(never)
        func damage(_ what: String) -> EventError {
            EventError(.corrupted, position: position, what)
        }

        @inline(__always)
        mutating func argument(major: UInt8, _ bytes: RawSpan) throws(EventError) -> Int {
            guard offset &+ 8 < bytes.byteCount else { throw damage("its length") }
            let first = bytes.byte(at: offset)
            guard first >> 5 == major else { throw damage("a field's type") }
            let low = first & 0x1f
            if low < 24 {
                offset &+= 1
                return Int(low)
            }
            let width: Int
            switch low {
            case 24: width = 1
            case 25: width = 2
            case 26: width = 4
            default: throw damage("a length")
            }
            var value = 0
            var index = 1
            while index <= width {
                value = value << 8 | Int(bytes.byte(at: offset &+ index))
                index &+= 1
            }
            offset &+= 1 &+ width
            return value
        }

        @inline(__always)
        mutating func head(_ key: UInt8, major: UInt8, _ bytes: RawSpan) throws(EventError) -> Int {
            guard offset < bytes.byteCount, bytes.byte(at: offset) == key else { throw damage("field \(key)") }
            offset &+= 1
            return try argument(major: major, bytes)
        }

        @inline(__always)
        mutating func body(_ length: Int, _ bytes: RawSpan) throws(EventError) -> Range<Int> {
            let start = offset
            guard length <= bytes.byteCount &- start else { throw damage("a text") }
            offset = start &+ length
            return start..<offset
        }

        @inline(__always)
        mutating func text(_ key: UInt8, _ bytes: RawSpan) throws(EventError) -> Range<Int> {
            let length = try head(key, major: 3, bytes)
            return try body(length, bytes)
        }

        /// Passes over an integer of any width.
        @inline(__always)
        mutating func skipUnsigned(_ key: UInt8, _ bytes: RawSpan) throws(EventError) {
            guard offset &+ 10 < bytes.byteCount, bytes.byte(at: offset) == key, bytes.byte(at: offset &+ 1) >> 5 == 0
            else { throw damage("field \(key)") }
            let low = bytes.byte(at: offset &+ 1) & 0x1f
            guard low < 28 else { throw damage("field \(key)") }
            offset &+= 2 &+ (low < 24 ? 0 : 1 << Int(low &- 24))
        }
    }
}
