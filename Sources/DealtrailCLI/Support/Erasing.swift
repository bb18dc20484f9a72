import Dealtrail

/// Erases for `erase`, and again for `restore`.
enum Erasing {
    static func erase(
        _ subject: SubjectID, keys: [ContentDigest]? = nil, reason: String, by author: Author, in trail: Trail
    ) async throws -> Trail.Erasure {
        // What was erased may be sealed and erased again: the identifier says what it follows.
        let last = try trail.log.events(EventFilter(query: .tag(.subject(subject)))).last
        let id = CommandID("erase:\(subject):after-\(last.map { String($0.position) } ?? "nothing")")
        return try await trail.erase(subject, keys: keys, reason: reason, by: author, id: id)
    }

    /// Records again what receipts say was erased and the log does not; returns how many erasures that were.
    static func again(_ receipts: [ErasureReceipt], by author: Author, in trail: Trail) async throws -> Int {
        var count = 0
        for receipt in receipts {
            // Of a key that was made after the backup there is nothing here that it could have sealed.
            let known = try trail.log.subjectKeys.commitments(of: receipt.subject)
            guard receipt.keys.contains(where: known.contains) else { continue }
            let reason = "again after a restore: \(receipt.reason)"
            let outcome = try await erase(receipt.subject, keys: receipt.keys, reason: reason, by: author, in: trail)
            switch outcome {
            case .erased: count += 1
            case .already: break
            case .refused(let refusal): throw ToolError(.refused, refusal.description)
            }
        }
        return count
    }
}
