/// Whose signatures make a checkpoint worth believing: the log's own, and enough witnesses'.
///
/// It comes from the verifier, never from the file that is verified (CVE-2022-39199 is what happens otherwise). Its
/// text form is that of C2SP tlog-policy: ``init(parsing:)``.
public struct TrustPolicy: Hashable, Sendable {
    /// A witness: somebody who signs only what extends all that he has signed before.
    public struct Witness: Hashable, Sendable {
        /// The name of the witness in the policy.
        public let name: String
        /// The key of the witness.
        public let key: VerifierKey

        /// Names a witness.
        public init(name: String, key: VerifierKey) {
            self.name = name
            self.key = key
        }
    }

    /// Witnesses and groups of which so many are needed.
    public struct Group: Hashable, Sendable {
        /// The name of the group in the policy.
        public let name: String
        /// How many of its members must have signed.
        public let threshold: Int
        /// The names of witnesses and of groups that were defined before.
        public let members: [String]
    }

    /// The keys of logs that are believed; their names are the origins.
    public let logs: [VerifierKey]
    /// The witnesses that are known.
    public let witnesses: [Witness]
    /// The groups, each after those that it names.
    public let groups: [Group]
    /// The witness or group that must have signed; `nil` for none.
    public let quorum: String?

    /// Believes one log on its own signature.
    public init(log key: VerifierKey) {
        self.init(logs: [key], witnesses: [], groups: [], quorum: nil)
    }

    /// Believes one log when at least so many of some witnesses have signed too.
    ///
    /// - Parameters:
    ///   - key: The key of the log.
    ///   - witnesses: The keys of the witnesses.
    ///   - threshold: How many of them, from 0 to all.
    /// - Throws: ``FormatError`` for a threshold above the count of witnesses, and for a witness named twice.
    public init(log key: VerifierKey, witnesses: [VerifierKey], threshold: Int) throws(FormatError) {
        guard (0...witnesses.count).contains(threshold) else {
            throw FormatError(.policy, "\(threshold) of \(witnesses.count) witnesses cannot be")
        }
        guard Set(witnesses.map(\.publicKey)).count == witnesses.count else {
            throw FormatError(.policy, "a witness is named twice")
        }
        let named = witnesses.map { Witness(name: $0.description, key: $0) }
        let group = Group(name: "quorum", threshold: threshold, members: named.map(\.name))
        self.init(
            logs: [key], witnesses: named, groups: threshold == 0 ? [] : [group],
            quorum: threshold == 0 ? nil : group.name)
    }

    init(logs: [VerifierKey], witnesses: [Witness], groups: [Group], quorum: String?) {
        self.logs = logs
        self.witnesses = witnesses
        self.groups = groups
        self.quorum = quorum
    }

    /// Judges a checkpoint.
    ///
    /// - Returns: Whose signatures it has.
    /// - Throws: ``TrustError``: `otherOrigin`, `unsigned`, `tooFewWitnesses`; `forgedSignature` as soon as any line that
    ///   claims a known key does not verify, also when there are enough others.
    /// - Complexity: One Ed25519 verification for each signature of a known key.
    public func evaluate(_ signed: SignedCheckpoint) throws(TrustError) -> TrustVerdict {
        let origin = signed.checkpoint.origin
        let keys = logs.filter { $0.name.utf8.elementsEqual(origin.utf8) }
        guard !keys.isEmpty else {
            let known = logs.map(\.name).joined(separator: ", ")
            throw TrustError(.otherOrigin, "the checkpoint is of \(origin), the key is of \(known)")
        }
        var signer: VerifierKey?
        for key in keys where try time(of: key, in: signed) != nil { signer = signer ?? key }
        guard let signer else {
            let wanted = keys.map(\.description).joined(separator: ", ")
            throw TrustError(
                .unsigned, "the checkpoint of \(origin) at size \(signed.checkpoint.size) has no signature of \(wanted)"
            )
        }
        var cosigned: [TrustVerdict.Cosignature] = []
        for witness in witnesses {
            if let time = try time(of: witness.key, in: signed) {
                cosigned.append(TrustVerdict.Cosignature(witness: witness.name, time: time))
            }
        }
        try requireQuorum(Set(cosigned.map(\.witness)), signed.checkpoint)
        return TrustVerdict(checkpoint: signed.checkpoint, log: signer, cosignatures: cosigned)
    }

    /// The time of the first signature of a key, 0 when such signatures have none; `nil` without a signature.
    private func time(of key: VerifierKey, in signed: SignedCheckpoint) throws(TrustError) -> UInt64? {
        var time: UInt64?
        for signature in signed.note.signatures where key.claims(signature) {
            guard key.verifies(signature, of: signed.note) else {
                throw TrustError(
                    .forgedSignature, "that of \(key.name) under the checkpoint of \(signed.checkpoint.origin)")
            }
            time = time ?? (key.algorithm == .cosignature ? signature.cosignatureTime : 0)
        }
        return time
    }

    private func requireQuorum(_ signed: Set<String>, _ checkpoint: Checkpoint) throws(TrustError) {
        guard let quorum else { return }
        var met = signed
        for group in groups where group.members.count(where: met.contains) >= group.threshold {
            met.insert(group.name)
        }
        guard !met.contains(quorum) else { return }
        let needed = groups.first { $0.name == quorum }.map {
            "\($0.threshold) of \($0.members.joined(separator: ", "))"
        }
        throw TrustError(
            .tooFewWitnesses,
            "the checkpoint at size \(checkpoint.size) was cosigned by \(signed.count) of \(witnesses.count), and "
                + "\(needed ?? quorum) must have")
    }
}
