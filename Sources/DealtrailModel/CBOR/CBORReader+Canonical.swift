extension CBORReader {
    /// How deep items may lie inside each other.
    static let maximumDepth = 32

    /// Skips one item and checks all of it: what ``CBORValue/init(canonical:)-(RawSpan)`` accepts, without building it.
    ///
    /// - Throws: `CBORError`, also for keys out of order, text that is not UTF-8, nesting beyond 32 levels, and tags
    ///   other than 4.
    /// - Complexity: O(bytes).
    mutating func skipCanonical(depth: Int = 0) throws(CBORError) {
        let start = offset
        guard depth < Self.maximumDepth else { throw CBORError(.tooDeep, at: start) }
        if skipSmallInteger() { return }
        switch try peekType() {
        case .unsigned, .negative: _ = try readHead()
        case .bytes: _ = try readByteString()
        case .text: try skipText()
        case .array:
            for _ in 0..<(try readArrayHead()) { try skipCanonical(depth: depth + 1) }
        case .map:
            let count = try readMapHead()
            var last = offset..<offset
            for index in 0..<count {
                let key = offset
                if !skipSmallInteger() {
                    switch try peekType() {
                    case .unsigned: _ = try readHead()
                    case .text: try skipText()
                    default: throw CBORError(.unexpectedType, at: key, "a key is a number or text")
                    }
                }
                guard index == 0 || precedes(last, key..<offset) else { throw CBORError(.keyOrder, at: key) }
                last = key..<offset
                try skipCanonical(depth: depth + 1)
            }
        case .tag: _ = try readDecimal()
        case .simple: try skip()
        }
    }

    /// Skips one item, checks all of it, and borrows its bytes.
    @_lifetime(copy self)
    mutating func readCanonicalItem() throws(CBORError) -> RawSpan {
        let start = offset
        try skipCanonical()
        return span.extracting(start..<offset)
    }

    /// Skips an unsigned integer of one byte, which most keys and many values are.
    @inline(__always)
    private mutating func skipSmallInteger() -> Bool {
        guard offset < span.byteCount, span.byte(at: offset) < 0x18 else { return false }
        move(to: offset + 1)
        return true
    }

    private mutating func skipText() throws(CBORError) {
        let start = offset
        guard try readTextBytes().isUTF8 else { throw CBORError(.invalidText, at: start) }
    }

    /// Whether the encoded key in `left` comes before the one in `right`, bytewise (RFC 8949 section 4.2.1).
    private func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        span.extracting(left).precedes(span.extracting(right))
    }
}
