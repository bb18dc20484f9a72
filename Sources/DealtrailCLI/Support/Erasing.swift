import Dealtrail
import Foundation

/// Erases for `erase`, and again for `restore`.
enum Erasing {
    static func erase(
        _ subject: SubjectID, keys: [ContentDigest]? = nil, reason: String, by author: Author,
        signer: SignerKey? = nil, in trail: Trail
    ) async throws -> Trail.Erasure {
        // Nobody can take this identifier before; what is erased already is not erased twice, whatever it is.
        let id = CommandID("erase:\(UUID().uuidString.lowercased())")
        return try await trail.erase(subject, keys: keys, reason: reason, by: author, id: id, signer: signer)
    }

    /// Records again what receipts say was erased and the log does not; returns how many erasures that were.
    static func again(
        _ receipts: [ErasureReceipt], by author: Author, signer: SignerKey?, in trail: Trail
    ) async throws -> Int {
        var count = 0
        for receipt in receipts {
            // Of a key that was made after the backup there is nothing here that it could have sealed.
            let known = try trail.log.subjectKeys.commitments(of: receipt.subject)
            guard receipt.keys.contains(where: known.contains) else { continue }
            let reason = "again after a restore: \(receipt.reason)"
            let outcome = try await erase(
                receipt.subject, keys: receipt.keys, reason: reason, by: author, signer: signer, in: trail)
            switch outcome {
            case .erased: count += 1
            case .already: break
            case .refused(let refusal): throw ToolError(.refused, refusal.description)
            }
        }
        return count
    }
}
