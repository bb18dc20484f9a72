/// An author's signature of a command: the key that made it, and 64 bytes of Ed25519.
///
/// It covers the canonical command and nothing else: origin, id, author, stated time and arguments; what was decided, and
/// when, is for the log to prove. It travels once per append, beside the command (`docs/format.md`, "Author signatures").
public struct CommandSignature: Hashable, Sendable {
    /// The key that made it, as the signer says.
    public let key: AuthorPublicKey
    /// 64 bytes.
    public let bytes: [UInt8]

    /// Takes a key and 64 bytes; `nil` for any other count.
    public init?(key: AuthorPublicKey, bytes: [UInt8]) {
        guard bytes.count == 64 else { return nil }
        self.key = key
        self.bytes = bytes
    }

    /// Takes a key and a signature as they stand in the inputs of a refusal; `nil` for anything else.
    package init?(key: String, hex: String) {
        guard let key = AuthorPublicKey(hex: key), let bytes = [UInt8](hexDigits: hex) else { return nil }
        self.init(key: key, bytes: bytes)
    }

    /// 128 lower-case hexadecimal digits.
    public var hex: String { bytes.hexDigits }

    /// What stands in front of the command in a signed message, so that a signature for one purpose is none for another.
    public static let purpose = "dealtrail/command-signature@v1\n"

    /// The message that an author signs: ``purpose`` in ASCII, and the canonical command.
    public static func message(for command: [UInt8]) -> [UInt8] { Array(purpose.utf8) + command }

    /// Whether the key that it names has made it, over this canonical command.
    ///
    /// That the key belongs to the author is another question, which the log answers.
    ///
    /// - Complexity: O(command); one Ed25519 verification.
    public func verifies(_ command: [UInt8]) -> Bool {
        key.verifies(bytes, of: Self.message(for: command))
    }

    /// The encoded form: a map of key and signature.
    var encoded: [UInt8] {
        var writer = CBORWriter(capacity: 108)
        writer.writeHead(.map, 2)
        writer.writeKey(1)
        writer.write(byteString: key.bytes)
        writer.writeKey(2)
        writer.write(byteString: bytes)
        return writer.bytes
    }

    init(_ reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        var key: AuthorPublicKey?
        var bytes: [UInt8]?
        var last: UInt64?
        for _ in 0..<(try reader.readMapHead()) {
            switch try reader.readKey(after: &last) {
            case 1: key = AuthorPublicKey(bytes: try reader.readByteString().array())
            case 2: bytes = try reader.readByteString().array()
            default: try reader.skip()
            }
        }
        guard let key, let bytes, let signature = CommandSignature(key: key, bytes: bytes) else {
            throw CBORError(.outOfRange, at: start, "a signature has a key of 32 bytes and 64 bytes of its own")
        }
        self = signature
    }
}

extension CommandRecord {
    /// The message that the author signs: ``CommandSignature/purpose`` and the canonical command.
    public var signedMessage: [UInt8] { CommandSignature.message(for: canonical) }
}
