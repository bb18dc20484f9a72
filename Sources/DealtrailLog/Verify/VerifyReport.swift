/// What a full check of a trail found.
public struct VerifyReport: Codable, Hashable, Sendable {
    /// Something that is not as it must be.
    public struct Problem: Codable, Hashable, Sendable {
        /// What was checked: `record`, `order`, `tree`, `head`, `heads`, `checkpoint`, `known`, `index`, `blob`,
        /// `signature`, `erasure`, `keys`, `file`.
        public let check: String
        /// The position of the event concerned, when there is one.
        public let position: UInt64?
        /// What was found.
        public let detail: String

        /// Creates a problem.
        public init(check: String, position: UInt64? = nil, detail: String) {
            self.check = check
            self.position = position
            self.detail = detail
        }
    }

    /// What the signatures of authors are worth, one an append.
    ///
    /// Only what is invalid or of an unknown key is a problem: whether something had to be signed is for the policy.
    public struct Signatures: Codable, Hashable, Sendable {
        /// Appends that are signed with the key in force for their author.
        public var signed: UInt64
        /// Appends without a signature.
        public var unsigned: UInt64
        /// Appends whose signature does not fit, is of another command, or is of a key that was out of force.
        public var invalid: UInt64
        /// Appends whose signature fits, with a key that the log has not registered for the author.
        public var keyUnknown: UInt64
        /// The positions of events about keys that nobody decided: facts, which whoever may write can append.
        public var undecidedKeys: [UInt64]

        /// Creates the counts.
        public init(
            signed: UInt64 = 0, unsigned: UInt64 = 0, invalid: UInt64 = 0, keyUnknown: UInt64 = 0,
            undecidedKeys: [UInt64] = []
        ) {
            self.signed = signed
            self.unsigned = unsigned
            self.invalid = invalid
            self.keyUnknown = keyUnknown
            self.undecidedKeys = undecidedKeys
        }
    }

    /// The name of the log.
    public let origin: String
    /// How many events were read.
    public let events: UInt64
    /// How many streams they belong to.
    public let streams: UInt64
    /// The root of the hash tree, recomputed from the events: 64 hexadecimal digits.
    public let root: String
    /// How many sealed index runs were compared with the log.
    public let indexRuns: Int
    /// How many signed checkpoints were compared with the log.
    public let checkpoints: Int
    /// How many statements of the heads of the streams were compared with the log.
    public let streamHeads: Int
    /// What the signatures of authors are worth; `nil` when nobody asked.
    public let signatures: Signatures?
    /// The first problems, at most 100.
    public let problems: [Problem]
    /// How many problems there are in all.
    public let problemCount: Int

    /// Creates a report.
    public init(
        origin: String, events: UInt64, streams: UInt64, root: String, indexRuns: Int, checkpoints: Int = 0,
        streamHeads: Int = 0, signatures: Signatures? = nil, problems: [Problem], problemCount: Int
    ) {
        self.origin = origin
        self.events = events
        self.streams = streams
        self.root = root
        self.indexRuns = indexRuns
        self.checkpoints = checkpoints
        self.streamHeads = streamHeads
        self.signatures = signatures
        self.problems = problems
        self.problemCount = problemCount
    }

    /// Whether everything is as it must be.
    public var isSound: Bool { problemCount == 0 }
}
