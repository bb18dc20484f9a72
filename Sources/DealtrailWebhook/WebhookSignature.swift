import Crypto
public import Dealtrail
import Foundation

/// Signatures of webhooks by the Standard Webhooks convention (standardwebhooks.com, scheme `v1`).
///
/// What is signed is identifier, time in seconds and body, with full stops between them, by HMAC-SHA256.
public enum WebhookSignature: Sendable {
    /// The header with the identifier, which is the idempotency key.
    public static let idHeader = "webhook-id"
    /// The header with the time of sending, in seconds since 1970.
    public static let timeHeader = "webhook-timestamp"
    /// The header with one signature or more, with spaces between them.
    public static let signatureHeader = "webhook-signature"

    /// The value of the signature header: one signature for each secret.
    ///
    /// - Complexity: O(body) for each secret.
    public static func header(id: String, seconds: Int64, body: [UInt8], secrets: [WebhookSecret]) -> String {
        let message = message(id, String(seconds), body)
        return secrets.map { secret in
            let code = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret.key))
            return "v1," + Data(code).base64EncodedString()
        }.joined(separator: " ")
    }

    /// Checks a message that a receiver got: what every receiver of ours has to do first.
    ///
    /// - Parameters:
    ///   - id: The value of `webhook-id`.
    ///   - timestamp: The value of `webhook-timestamp`.
    ///   - signatures: The value of `webhook-signature`.
    ///   - body: The body, byte for byte as it came.
    ///   - secrets: The secrets that count; two while one is replaced.
    ///   - now: The time now.
    ///   - tolerance: How far the time of sending may be away, either way: what is older may be a copy that somebody kept.
    /// - Throws: ``WebhookSignatureError``.
    /// - Complexity: O(body) for each secret; in constant time for each signature.
    public static func verify(
        id: String, timestamp: String, signatures: String, body: [UInt8], secrets: [WebhookSecret], now: Timestamp,
        tolerance: Duration = .seconds(300)
    ) throws(WebhookSignatureError) {
        guard let seconds = Int64(timestamp), let sent = Timestamp(seconds: seconds) else { throw .timestamp }
        let distance = now.duration(since: sent)
        guard distance <= tolerance, distance >= .zero - tolerance else { throw .stale }
        let message = message(id, timestamp, body)
        for signature in signatures.split(separator: " ") {
            let parts = signature.split(separator: ",", maxSplits: 1)
            // Other schemes may stand beside ours.
            guard parts.count == 2, parts[0] == "v1", let code = Data(base64Encoded: String(parts[1])) else { continue }
            for secret in secrets
            where HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: message, using: SymmetricKey(data: secret.key))
            {
                return
            }
        }
        throw .signature
    }

    private static func message(_ id: String, _ seconds: String, _ body: [UInt8]) -> Data {
        Data("\(id).\(seconds).".utf8) + Data(body)
    }
}

/// Why a webhook is not to be believed.
public enum WebhookSignatureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The time of sending is no number of seconds.
    case timestamp
    /// The time of sending is too far from now.
    case stale
    /// No signature is that of the message by any of the secrets.
    case signature

    /// One line.
    public var description: String {
        switch self {
        case .timestamp: "the header webhook-timestamp is not a number of seconds since 1970"
        case .stale: "the message was sent too long ago, or in the future: it may be a copy; check the clocks"
        case .signature: "no signature is that of this message by a known secret; do not act on it"
        }
    }
}
