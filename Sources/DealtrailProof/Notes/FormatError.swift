/// Why a note, a key, a policy or a proof file could not be read.
///
/// It says which line and why. Whether what was read deserves trust is another question: ``TrustError``.
public struct FormatError: Error, Hashable, Sendable {
    /// What was being read.
    public enum Document: String, Hashable, Sendable {
        /// A file that cannot be read at all.
        case file
        /// The file of a public key that cannot be read at all.
        case keyFile = "key file"
        /// A signed note.
        case note
        /// The body of a checkpoint.
        case checkpoint
        /// A signature of a note.
        case signature
        /// The public key of a log or a witness.
        case verifierKey = "verifier key"
        /// The private key of a log or a witness.
        case signerKey = "signer key"
        /// A trust policy.
        case policy = "trust policy"
        /// A proof file of one event.
        case proof
        /// A proof file between two checkpoints.
        case consistency = "consistency proof"
        /// A proof file of a whole stream.
        case history
    }

    /// What was being read.
    public let document: Document
    /// The number of the line in the whole file, from 1; `nil` when the fault is in no single line.
    public let line: Int?
    /// What is wrong with it, without a full stop at its end.
    public let reason: String

    /// Makes an error.
    public init(_ document: Document, line: Int? = nil, _ reason: String) {
        self.document = document
        self.line = line
        self.reason = reason
    }

    /// The line, from 0, in which the first bytes stand that are not UTF-8; `nil` for text.
    ///
    /// - Complexity: O(*n*) in the count of bytes.
    package static func lineThatIsNoText(_ bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        // No character goes on behind a newline.
        return bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
            .firstIndex { String(validating: $0, as: UTF8.self) == nil }
    }
}

extension FormatError: CustomStringConvertible {
    /// One line: what was read, where the fault is, and what it is.
    public var description: String {
        switch document {
        case .file: "cannot be read: \(reason)"
        case .keyFile: "no key file: \(reason)"
        default: "not a valid \(document.rawValue)\(line.map { ", line \($0)" } ?? ""): \(reason)"
        }
    }
}
