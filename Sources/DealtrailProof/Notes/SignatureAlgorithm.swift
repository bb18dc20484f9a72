/// How a note is signed: the first byte of an encoded key (C2SP signed-note 1.0.0, "Signature types").
public enum SignatureAlgorithm: UInt8, Hashable, Sendable, CaseIterable {
    /// Ed25519 over the text of the note; what logs use.
    case ed25519 = 0x01
    /// Ed25519 over a time and the text of the note; what witnesses use (C2SP tlog-cosignature 1.0.1).
    case cosignature = 0x04

    /// How many bytes a signature of this kind has, without the identifier of its key.
    var signatureByteCount: Int { self == .ed25519 ? 64 : 72 }

    /// The bytes that are signed.
    func message(_ body: [UInt8], time: UInt64) -> [UInt8] {
        switch self {
        case .ed25519: body
        case .cosignature: Array("cosignature/v1\ntime \(time)\n".utf8) + body
        }
    }
}
