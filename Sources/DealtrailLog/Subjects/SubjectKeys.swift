public import DealtrailModel
import Synchronization

/// The keys of subjects: one file of fixed slots in `keys/`, outside the log (DESIGN section 5).
///
/// A key is on disk before it is given out, so before anything that it has sealed. It is read from its slot whenever it is
/// used and never kept, so that an erasure by any process holds at once in all of them.
public final class SubjectKeys: Sendable {
    /// The log that they belong to.
    public let origin: String
    private let folder: String
    private let path: String
    private let seen = Mutex(SeenSlots())

    /// Where keys lie, as far as this process has looked: slots never move and never change their commitment.
    private struct SeenSlots {
        var count = 0
        var byCommitment: [ContentDigest: Int] = [:]
        var bySubject: [ContentDigest: [Int]] = [:]
    }

    init(folder: String, origin: String) {
        self.folder = folder
        self.origin = origin
        path = "\(folder)/\(SubjectKeyFile.fileName)"
    }

    /// What became of the key of a commitment.
    public enum Found: Sendable {
        /// It is there.
        case live(SubjectKey)
        /// It was destroyed.
        case erased
        /// It is not in this file.
        case missing
    }

    /// The key with a commitment.
    ///
    /// - Throws: ``SubjectKeyError``.
    /// - Complexity: O(1), and O(keys) once for a process.
    public func key(of subject: SubjectID, committedTo commitment: ContentDigest) throws(SubjectKeyError) -> Found {
        guard let file = try SubjectKeyFile.open(path, of: origin), let number = try find(commitment, in: file) else {
            return .missing
        }
        // Twice: another process may be writing the slot at this moment.
        for _ in 0..<2 {
            let bytes = try file.slot(number)
            guard let slot = SubjectKeySlot(bytes), slot.commitment == commitment else { continue }
            if let key = SubjectKeySlot.key(of: subject, in: bytes) { return .live(key) }
            switch slot.state {
            case .erased: return .erased
            // Of another subject: what it seals is not for this one.
            case .live where slot.subject != SubjectKeySlot.digest(subject): return .missing
            case .live, nil: continue
            }
        }
        throw SubjectKeyError(.damaged, "slot \(number) of \(path) does not read")
    }

    /// The key with which values of a subject are sealed now; it is made and put on disk when there is none.
    ///
    /// - Throws: ``SubjectKeyError``.
    public func key(of subject: SubjectID) async throws -> SubjectKey {
        guard subject.isValid, subject.rawValue.utf8.count <= 120 else {
            throw SubjectKeyError(.invalidSubject, "\"\(subject)\" has not 1 to 120 bytes, or control characters")
        }
        if let key = try live(subject) { return key }
        let lock = try await lock()
        defer { lock.release() }
        // Another may have made it meanwhile.
        if let key = try live(subject) { return key }
        if try SubjectKeyFile.open(path, of: origin) == nil { try SubjectKeyFile.create(path, of: origin) }
        guard let file = try SubjectKeyFile.open(path, of: origin, forWriting: true) else {
            throw SubjectKeyError(.system, "\(path) went away")
        }
        let key = SubjectKey(randomFor: subject)
        try file.write(SubjectKeySlot.live(key), at: file.slotCount())
        return key
    }

    /// The commitments of all keys that a subject has and had, in the order in which they were made.
    ///
    /// - Throws: ``SubjectKeyError``.
    public func commitments(of subject: SubjectID) throws(SubjectKeyError) -> [ContentDigest] {
        guard let file = try SubjectKeyFile.open(path, of: origin) else { return [] }
        var commitments: [ContentDigest] = []
        for number in try slots(of: subject, in: file) {
            if let slot = SubjectKeySlot(try file.slot(number)) { commitments.append(slot.commitment) }
        }
        return commitments
    }

    /// Which of these keys are still there.
    ///
    /// - Throws: ``SubjectKeyError``.
    public func alive(of commitments: [ContentDigest]) throws(SubjectKeyError) -> [ContentDigest] {
        guard let file = try SubjectKeyFile.open(path, of: origin) else { return [] }
        var alive: [ContentDigest] = []
        for commitment in commitments {
            guard let number = try find(commitment, in: file) else { continue }
            if SubjectKeySlot(try file.slot(number))?.state != .erased { alive.append(commitment) }
        }
        return alive
    }

    /// The slots that do not read, so that what their keys have sealed cannot be opened.
    ///
    /// One of zeros is none: a power loss has cut it off before its key was given out.
    ///
    /// - Throws: ``SubjectKeyError``.
    /// - Complexity: O(keys).
    func damagedSlots() throws(SubjectKeyError) -> [Int] {
        guard let file = try SubjectKeyFile.open(path, of: origin) else { return [] }
        var damaged: [Int] = []
        for number in 0..<(try file.slotCount()) {
            let bytes = try file.slot(number)
            if SubjectKeySlot(bytes)?.state == nil, bytes.contains(where: { $0 != 0 }) { damaged.append(number) }
        }
        return damaged
    }

    /// Overwrites keys of a subject where they lie, and syncs; those that are gone already stay so.
    ///
    /// - Returns: How many were there.
    /// - Throws: ``SubjectKeyError``: `otherSubject` when one of them is not there or is somebody else's, and then none is destroyed; after
    ///   another error some may be gone, and it may be tried again.
    @discardableResult
    public func destroy(_ commitments: [ContentDigest], of subject: SubjectID) throws(SubjectKeyError) -> Int {
        let own = Set(try self.commitments(of: subject))
        for commitment in commitments where !own.contains(commitment) {
            throw SubjectKeyError(.otherSubject, "the key \(commitment.short) is none of \(subject)")
        }
        return try destroy(commitments)
    }

    /// The same of whatever subjects, as the log says.
    @discardableResult
    func destroy(_ commitments: [ContentDigest]) throws(SubjectKeyError) -> Int {
        guard let file = try SubjectKeyFile.open(path, of: origin, forWriting: true) else { return 0 }
        var count = 0
        for commitment in commitments {
            guard let number = try find(commitment, in: file), let slot = SubjectKeySlot(try file.slot(number)),
                slot.commitment == commitment, slot.state != .erased
            else { continue }
            try file.write(slot.erased, at: number)
            count += 1
        }
        // Also when nothing was left to overwrite: whoever did may have ended before it was on disk.
        try file.sync()
        return count
    }

    /// Waits until nobody makes or erases a key.
    func lock() async throws -> HeldLock { try await HeldLock.take("\(folder)/keys.lock") }

    private func live(_ subject: SubjectID) throws(SubjectKeyError) -> SubjectKey? {
        guard let file = try SubjectKeyFile.open(path, of: origin) else { return nil }
        for number in try slots(of: subject, in: file).reversed() {
            guard let key = SubjectKeySlot.key(of: subject, in: try file.slot(number)) else { continue }
            // Whoever made it may not have come to this.
            try file.sync()
            return key
        }
        return nil
    }

    private func slots(of subject: SubjectID, in file: borrowing SubjectKeyFile) throws(SubjectKeyError) -> [Int] {
        try look(through: file)
        return seen.withLock { $0.bySubject[SubjectKeySlot.digest(subject)] ?? [] }
    }

    private func find(_ commitment: ContentDigest, in file: borrowing SubjectKeyFile) throws(SubjectKeyError) -> Int? {
        if let known = seen.withLock({ $0.byCommitment[commitment] }) { return known }
        try look(through: file)
        return seen.withLock { $0.byCommitment[commitment] }
    }

    /// Notes where the keys lie that were made since this process looked last.
    private func look(through file: borrowing SubjectKeyFile) throws(SubjectKeyError) {
        let count = try file.slotCount()
        var number = seen.withLock { $0.count }
        while number < count {
            // A slot that was cut off is noted by what it says, so that an erasure finds it.
            let slot = SubjectKeySlot(try file.slot(number))
            seen.withLock { seen in
                guard seen.count == number, let slot else { return }
                seen.byCommitment[slot.commitment] = number
                seen.bySubject[slot.subject, default: []].append(number)
                seen.count = number + 1
            }
            number += 1
        }
    }
}
