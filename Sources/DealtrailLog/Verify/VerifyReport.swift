/// What a full check of a trail found.
public struct VerifyReport: Codable, Hashable, Sendable {
    /// Something that is not as it must be.
    public struct Problem: Codable, Hashable, Sendable {
        /// What was checked: `record`, `order`, `tree`, `head`, `heads`, `checkpoint`, `known`, `index`, `blob`,
        /// `file`.
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
    /// The first problems, at most 100.
    public let problems: [Problem]
    /// How many problems there are in all.
    public let problemCount: Int

    /// Creates a report.
    public init(
        origin: String, events: UInt64, streams: UInt64, root: String, indexRuns: Int, checkpoints: Int = 0,
        streamHeads: Int = 0, problems: [Problem], problemCount: Int
    ) {
        self.origin = origin
        self.events = events
        self.streams = streams
        self.root = root
        self.indexRuns = indexRuns
        self.checkpoints = checkpoints
        self.streamHeads = streamHeads
        self.problems = problems
        self.problemCount = problemCount
    }

    /// Whether everything is as it must be.
    public var isSound: Bool { problemCount == 0 }
}
