/// Names that a full check has seen with their hashes, so that those which come again are compared and not hashed.
///
/// Comparing takes no step that waits for the one before it, as each round of a hash does, and no branch that depends on
/// how long the name is. A slot holds the hash, the length with the class, and the text, padded with zeros.
package struct NameMemo: Sendable {
    /// Longer names are hashed each time.
    static let maximumLength = 48
    private static let slotWords = 8
    private static let slotCount = 1 << 12

    private var words = [UInt64](repeating: 0, count: slotWords * slotCount)
    /// For each length the bytes of the first three words that belong to a text of that length.
    private let masks: [UInt64]

    package init() {
        masks = (0...24).flatMap { length in (0..<3).map { Self.mask(length - 8 * $0) } }
    }

    /// The lowest `count` bytes of a word; none below 1, all from 8 on.
    @inline(__always)
    private static func mask(_ count: Int) -> UInt64 {
        count <= 0 ? 0 : count >= 8 ? .max : .max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    }

    @inline(__always)
    private static func label(_ length: Int, _ name: NameHasher.Class) -> UInt64 {
        UInt64(truncatingIfNeeded: length) << 8 | name.rawValue
    }

    /// Whether 24 bytes from `start` on are there and those of them below `length` are ASCII; a longer text is for others.
    @inline(__always)
    func isASCII(_ span: RawSpan, at start: Int, length: Int) -> Bool {
        guard length <= 24, start &+ 24 <= span.byteCount else { return false }
        let mask = length &* 3
        let bits =
            unsafe span.word(atUnchecked: start) & masks[mask]
            | span.word(atUnchecked: start &+ 8) & masks[mask &+ 1]
            | span.word(atUnchecked: start &+ 16) & masks[mask &+ 2]
        return bits & 0x8080_8080_8080_8080 == 0
    }

    /// Whether a text is known to be UTF-8 and to have a hash.
    @inline(__always)
    func knows(_ span: RawSpan, at start: Int, length: Int, _ name: NameHasher.Class, _ hash: UInt64) -> Bool {
        guard length <= Self.maximumLength, start &+ Self.maximumLength <= span.byteCount else { return false }
        let slot = Int(truncatingIfNeeded: hash & UInt64(Self.slotCount &- 1)) &* Self.slotWords
        let mask = min(length, 24) &* 3
        var differing = words[slot] ^ hash | words[slot &+ 1] ^ Self.label(length, name)
        differing |= unsafe span.word(atUnchecked: start) & masks[mask] ^ words[slot &+ 2]
        differing |= unsafe span.word(atUnchecked: start &+ 8) & masks[mask &+ 1] ^ words[slot &+ 3]
        differing |= unsafe span.word(atUnchecked: start &+ 16) & masks[mask &+ 2] ^ words[slot &+ 4]
        if length > 24 {
            for word in 3..<6 {
                let bytes = unsafe span.word(atUnchecked: start &+ 8 &* word) & Self.mask(length &- 8 &* word)
                differing |= bytes ^ words[slot &+ 2 &+ word]
            }
        }
        return differing == 0
    }

    /// Keeps a text that is UTF-8 and has a hash, in place of the one in its slot.
    @inline(__always)
    mutating func remember(_ span: RawSpan, at start: Int, length: Int, _ name: NameHasher.Class, _ hash: UInt64) {
        guard length <= Self.maximumLength, start &+ Self.maximumLength <= span.byteCount else { return }
        let slot = Int(truncatingIfNeeded: hash & UInt64(Self.slotCount &- 1)) &* Self.slotWords
        words[slot] = hash
        words[slot &+ 1] = Self.label(length, name)
        for word in 0..<6 {
            words[slot &+ 2 &+ word] =
                unsafe span.word(atUnchecked: start &+ 8 &* word) & Self.mask(length &- 8 &* word)
        }
    }
}
