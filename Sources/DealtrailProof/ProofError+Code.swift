extension ProofError {
    /// The kinds of fault.
    ///
    /// A later version may add one, so a `switch` over them needs a `default`.
    public struct Code: Hashable, Sendable {
        private enum Kind: String, Sendable {
            case hashLength, indexOutOfRange, emptyTree, sizesReversed, pathLength
            case rootMismatch, oldRootMismatch, newRootMismatch, frontierEncoding, missingSubtree
        }

        private let kind: Kind

        /// A hash is not 32 bytes long.
        public static let hashLength = Code(kind: .hashLength)

        /// The index of a leaf is not below the size of its tree.
        public static let indexOutOfRange = Code(kind: .indexOutOfRange)

        /// A consistency proof starts from the tree without leaves, which is a prefix of everything and proves nothing.
        public static let emptyTree = Code(kind: .emptyTree)

        /// The old tree of a consistency proof is larger than the new one.
        public static let sizesReversed = Code(kind: .sizesReversed)

        /// The path holds more or fewer hashes than the sizes of the trees call for.
        public static let pathLength = Code(kind: .pathLength)

        /// An inclusion proof leads to another root.
        public static let rootMismatch = Code(kind: .rootMismatch)

        /// A consistency proof leads to another old root.
        public static let oldRootMismatch = Code(kind: .oldRootMismatch)

        /// A consistency proof leads to another new root.
        public static let newRootMismatch = Code(kind: .newRootMismatch)

        /// The stored form of a frontier is damaged.
        public static let frontierEncoding = Code(kind: .frontierEncoding)

        /// A source does not hold the subtree that was asked for.
        public static let missingSubtree = Code(kind: .missingSubtree)

        /// What a person can do about this fault.
        var remedy: String {
            switch kind {
            case .hashLength: "Get the proof again: this copy is damaged or is not a SHA-256 proof"
            case .indexOutOfRange: "Ask for a tree that already holds the event"
            case .emptyTree: "Compare with a checkpoint of one event or more"
            case .sizesReversed: "Swap the two checkpoints, or ask why the log has become shorter"
            case .pathLength: "Get the proof again for exactly these sizes; do not trust this one"
            case .rootMismatch: "Do not trust this event: it, its position, the proof or the checkpoint was altered"
            case .oldRootMismatch, .newRootMismatch:
                "Do not trust this log until it is explained: a checkpoint or the proof was altered, or history was"
            case .frontierEncoding: "Rebuild the frontier from the events"
            case .missingSubtree: "Ask for a smaller tree, or wait until the log holds these events"
            }
        }
    }
}

extension ProofError.Code: CustomStringConvertible {
    /// The name of the constant, such as `pathLength`.
    ///
    /// It is stable: programs may store and compare it.
    public var description: String { kind.rawValue }
}
