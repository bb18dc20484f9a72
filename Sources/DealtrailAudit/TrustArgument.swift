public import DealtrailProof
import Foundation

/// Whom to trust, as it is given on a command line.
public enum TrustArgument: Sendable {
    /// The policy of a file, or that of one key.
    ///
    /// - Parameters:
    ///   - key: A verifier key, or the path of a file with one.
    ///   - policy: The path of a file with a policy, which goes first.
    /// - Throws: `FormatError`.
    public static func policy(key: String?, policy: String?) throws -> TrustPolicy {
        if let policy {
            let bytes = try AuditInput.read(policy)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw FormatError(
                    .policy, line: FormatError.lineThatIsNoText(bytes).map { $0 + 1 }, "\(policy) is not UTF-8")
            }
            return try TrustPolicy(parsing: text)
        }
        return TrustPolicy(log: try verifierKey(key ?? ""))
    }

    /// A verifier key, or that of a file.
    ///
    /// - Throws: `FormatError`.
    public static func verifierKey(_ text: String) throws -> VerifierKey {
        guard !text.contains("+"), !text.isEmpty else { return try VerifierKey(text) }
        let key = try AuditInput.key(text)
        return try AuditInput.located(text) { () throws(FormatError) in try VerifierKey(key) }
    }
}
