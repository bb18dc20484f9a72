/// The 64-bit hashes by which records are found, keyed per trail.
///
/// A hash only says where to look; whoever finds something by it confirms against the text. Each class of names has
/// hashes of its own, so that a tag never answers for a stream.
public struct NameHasher: Hashable, Sendable {
    /// What a name names.
    public enum Class: UInt64, Hashable, Sendable, CaseIterable {
        /// A stream.
        case stream = 1
        /// An author.
        case author = 2
        /// A tag.
        case tag = 3
        /// An event identifier (16 bytes).
        case eventID = 4
        /// A command identifier.
        case command = 5
        /// A correlation.
        case correlation = 6
        /// A kind of event; never keyed, so that a fold is prepared once a process.
        case kind = 7
    }

    let key: (low: UInt64, high: UInt64)

    /// Creates a hasher with the key of a trail.
    public init(low: UInt64, high: UInt64) {
        key = (low, high)
    }

    /// The hash of a name's UTF-8 bytes.
    public func hash(_ bytes: RawSpan, as name: Class) -> UInt64 {
        let key = name == .kind ? (low: 0, high: 0) : key
        // The class goes into the key: one hash of the bytes alone, and no two classes share a function.
        return SipHash(low: key.low, high: key.high ^ name.rawValue << 56).hash(bytes)
    }

    /// Where the hash of a name begins.
    @inline(__always)
    func state(of name: Class) -> SipHash.State {
        let key = name == .kind ? (low: 0, high: 0) : key
        return SipHash.State((low: key.low, high: key.high ^ name.rawValue << 56))
    }

    /// The hash of a name.
    public func hash(_ text: String, as name: Class) -> UInt64 {
        text.withBytes { hash($0, as: name) }
    }

    /// The hash of an event identifier.
    public func hash(_ id: EventID) -> UInt64 {
        SipHash(low: key.low, high: key.high ^ Class.eventID.rawValue << 56).hash(
            id.high.byteSwapped, id.low.byteSwapped)
    }

    /// The hash of a kind, the same in every trail.
    public static func hash(_ kind: EventKind) -> UInt64 {
        NameHasher(low: 0, high: 0).hash(kind.rawValue, as: .kind)
    }

    /// Equality of keys.
    public static func == (left: NameHasher, right: NameHasher) -> Bool { left.key == right.key }

    /// Hashes the key.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(key.low)
        hasher.combine(key.high)
    }
}
