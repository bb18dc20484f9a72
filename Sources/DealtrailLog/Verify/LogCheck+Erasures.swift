import DealtrailModel

/// What the log says was erased, against the file of keys.
extension LogCheck {
    static let erasureKind = NameHasher.hash(SubjectErased.kind)

    /// Notes the keys that an event says were destroyed.
    mutating func noteErasure(_ event: borrowing EventView) throws {
        guard try event.kind == SubjectErased.kind else { return }
        erased.append((event.position, try event.decode(SubjectErased.self).keys))
    }

    /// Reports a file of keys that is not whole; whether this process may read it is another matter.
    mutating func checkKeys(_ keys: SubjectKeys) {
        do throws(SubjectKeyError) {
            for slot in try keys.damagedSlots() {
                findings.report(
                    "keys", nil,
                    "slot \(slot) of the file of keys does not read, and what its key has sealed cannot be opened; "
                        + "restore the file from a backup, and erase again")
            }
        } catch  where error.code == .damaged || error.code == .otherLog || error.code == .newerFormat {
            findings.report("keys", nil, "\(error)")
        } catch {
            return
        }
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
