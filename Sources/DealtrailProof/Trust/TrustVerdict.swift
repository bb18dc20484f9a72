/// Whose signatures a checkpoint was found to have.
public struct TrustVerdict: Hashable, Sendable {
    /// The signature of a witness.
    public struct Cosignature: Hashable, Sendable {
        /// The name of the witness in the policy.
        public let witness: String
        /// When he signed, as he says: seconds since 1970.
        public let time: UInt64
    }

    /// What was signed.
    public let checkpoint: Checkpoint
    /// The key of the log that signed it.
    public let log: VerifierKey
    /// The witnesses of the policy that signed it, in the order of the policy.
    public let cosignatures: [Cosignature]
}
