public import DealtrailModel

extension Subject {
    /// Destroys the keys of a subject, and with them everything that they have sealed (`docs/erasure.md`).
    ///
    /// Whoever decides it destroys the keys before the event is on disk; `Trail.erase` of the face does.
    public struct Erase: Command {
        /// Whose keys.
        public let subjectID: SubjectID
        /// The commitments of the keys, ascending.
        public let keys: [ContentDigest]
        /// Why, such as the number of the request.
        public let reason: String

        /// `subject.erase`.
        public static let kind: EventKind = "subject.erase"
        /// The subject's.
        public var subject: StreamName { .subject(subjectID) }
        /// The subject.
        public var tags: [Tag] { [.subject(subjectID)] }
        /// Its earlier erasures, and its private notes.
        public var scope: Query { SubjectDecider.scope(subjectID).or(SubjectDecider.notes(of: subjectID)) }

        /// Refuses a missing or long reason, an imported author, a subject of whom nothing was ever sealed, and an author whom the
        /// policy does not let erase (``ErasureRules``).
        ///
        /// Keys that were erased already are left out; when all of them were, there is nothing to do.
        public func decide(_ state: SubjectState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(subjectID)
            try policy.requireReason(reason, rule: "subject.reason-required", of: subjectID)
            // The keys go before the event is built: it must not turn out to be too large then.
            guard reason.utf8.count <= 1_000, keys.count <= 1_000 else {
                throw policy.refusal(
                    "subject.too-much", "a reason has at most 1,000 bytes, and an erasure at most 1,000 keys",
                    ["subject": subjectID, "bytes": reason.utf8.count, "keys": keys.count])
            }
            guard context.author.kind != .claimed else {
                throw policy.refusal(
                    "subject.not-witnessed", "an erasure is done here; one that was done elsewhere is no erasure here",
                    ["subject": subjectID, "author": context.author.id])
            }
            guard !keys.isEmpty || !state.erased.isEmpty else {
                throw policy.refusal(
                    "subject.unknown", "nothing of \(subjectID) was ever sealed here", ["subject": subjectID])
            }
            let left = keys.filter { !state.erased.contains($0) }
            guard !left.isEmpty else { return [] }
            try policy.requireEraser(context.author, of: left, notes: state.notes, subject: subjectID)
            return [ProposedEvent(SubjectErased(subject: subjectID, keys: left, reason: reason))]
        }

        package enum CodingKeys: Int, CodingKey {
            case subjectID = 1
            case keys = 2
            case reason = 3
        }

        /// Decisions rest on the earlier erasures and the private notes.
        public typealias Decider = SubjectDecider
    }

    /// Destroys the keys of a subject.
    public static func erase(_ subject: SubjectID, keys: [ContentDigest], reason: String) -> Erase {
        Erase(subjectID: subject, keys: keys.sorted(), reason: reason)
    }
}
