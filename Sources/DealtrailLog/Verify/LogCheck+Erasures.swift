import DealtrailModel

/// What the log says was erased, against the file of keys.
extension LogCheck {
    static let erasureKind = NameHasher.hash(SubjectErased.kind)

    /// Notes the keys that an event says were destroyed.
    mutating func noteErasure(_ event: borrowing EventView) throws {
        guard try event.kind == SubjectErased.kind else { return }
        erased.append((event.position, try event.decode(SubjectErased.self).keys))
    }

    /// Reports keys that are there though the log says that they were destroyed, as after a restore without care.
    mutating func checkErasures(in keys: SubjectKeys) {
        for (position, commitments) in erased {
            do throws(SubjectKeyError) {
                for commitment in try keys.alive(of: commitments) {
                    findings.report(
                        "erasure", position,
                        "the key \(commitment.short) was erased here and is there again; `dealtrail erase` the subject")
                }
            } catch {
                return findings.report("erasure", position, "\(error)")
            }
        }
    }
}
