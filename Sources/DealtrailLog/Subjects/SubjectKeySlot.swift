import DealtrailModel

/// One slot of the file of keys (`docs/format.md`, "The keys of subjects").
///
/// A slot belongs to its key for ever: an erasure overwrites the key where it lies and leaves the commitment.
struct SubjectKeySlot {
    /// How many bytes a slot has; slots lie at multiples of it, so that none crosses a sector.
    static let byteCount = 128

    /// What a slot holds.
    enum State: UInt8 {
        case live = 0x4c
        case erased = 0x45
    }

    /// What the slot holds; `nil` when its checksum does not fit, as after a write that a power loss cut.
    let state: State?
    /// The SHA-256 of the subject.
    let subject: ContentDigest
    /// What the key commits to.
    let commitment: ContentDigest

    private static let keyOffset = 72
    private static let sumOffset = 104

    /// Reads a slot of 128 bytes.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount,
            let subject = ContentDigest(bytes: Array(bytes[8..<40])),
            let commitment = ContentDigest(bytes: Array(bytes[40..<Self.keyOffset]))
        else { return nil }
        self.subject = subject
        self.commitment = commitment
        let fits = Self.sum(bytes.prefix(Self.sumOffset)) == Array(bytes.suffix(from: Self.sumOffset))
        state = fits ? State(rawValue: bytes[0]) : nil
    }

    /// The key of a live slot; `nil` when it is none of this subject, or does not fit its commitment.
    static func key(of subject: SubjectID, in bytes: [UInt8]) -> SubjectKey? {
        guard let slot = SubjectKeySlot(bytes), slot.state == .live,
            let key = SubjectKey(subject: subject, bytes: Array(bytes[keyOffset..<sumOffset])),
            key.commitment == slot.commitment
        else { return nil }
        return key
    }

    /// The bytes of a slot with a key.
    static func live(_ key: SubjectKey) -> [UInt8] {
        let bytes = head(.live, of: digest(key.subject), key.commitment) + key.withBytes { $0.array() }
        return bytes + sum(bytes[...])
    }

    /// The bytes of this slot without its key.
    var erased: [UInt8] {
        let bytes = Self.head(.erased, of: subject, commitment) + [UInt8](repeating: 0, count: SubjectKey.byteCount)
        return bytes + Self.sum(bytes[...])
    }

    /// What a slot says instead of the name of its subject.
    static func digest(_ subject: SubjectID) -> ContentDigest { ContentDigest(of: Array(subject.rawValue.utf8)) }

    private static func head(_ state: State, of subject: ContentDigest, _ commitment: ContentDigest) -> [UInt8] {
        [state.rawValue] + [UInt8](repeating: 0, count: 7) + subject.bytes + commitment.bytes
    }

    private static func sum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array(ContentDigest(of: Array(bytes)).bytes.prefix(byteCount - sumOffset))
    }
}
