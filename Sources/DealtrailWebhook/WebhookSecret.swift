import Foundation

/// A secret that sender and receiver of webhooks share; it never shows in a description.
public struct WebhookSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The key of the signatures.
    let key: [UInt8]

    /// Reads a secret: `whsec_` and the base64 of 24 to 64 bytes, as the Standard Webhooks convention has it, or a text of
    /// 24 to 256 bytes, whose UTF-8 is the key; white space around it does not count.
    ///
    /// - Throws: ``WebhookSecretError``.
    public init(_ text: String) throws(WebhookSecretError) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let prefix = "whsec_"
        guard text.hasPrefix(prefix) else {
            guard (24...256).contains(text.utf8.count) else {
                throw WebhookSecretError("a secret has 24 to 256 bytes, or is \(prefix) and base64")
            }
            key = Array(text.utf8)
            return
        }
        guard let data = Data(base64Encoded: String(text.dropFirst(prefix.count))), (24...64).contains(data.count) else {
            throw WebhookSecretError("behind \(prefix) stands the base64 of 24 to 64 bytes")
        }
        key = [UInt8](data)
    }

    /// Not the secret.
    public var description: String { "webhook secret" }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Why a secret cannot be used; the secret is not in it.
public struct WebhookSecretError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
