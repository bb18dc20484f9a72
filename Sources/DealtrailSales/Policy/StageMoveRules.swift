import DealtrailModel

/// How opportunities go back and come again, and what their evidence is worth then (`docs/features.md` rows 30 and 31).
///
/// An opportunity keeps the stages that it was created with. How it moves among them is decided under the policy that is in
/// force when it moves.
public struct StageMoveRules: Codable, Hashable, Sendable {
    /// Whether a move is allowed.
    ///
    /// Whatever is allowed is an event.
    public enum Permission: String, Codable, Hashable, Sendable, CaseIterable {
        /// With a reason, which stands in the event.
        case withReason = "with-reason"
        /// With a reason or without.
        case freely
        /// Not at all.
        case refused
    }

    /// What evidence that is there counts for.
    public enum Evidence: String, Codable, Hashable, Sendable, CaseIterable {
        /// It counts from then on, however often the stage is entered.
        case once
        /// It counts until the stage that needs it is left: who enters it again, or passes it again, attaches a new document.
        case anew
    }

    /// What holds for one pipeline; what it leaves out is as for all.
    public struct PipelineMoves: Codable, Hashable, Sendable {
        /// The pipeline.
        public var pipeline: PipelineName
        /// Entering a stage that lies before the current one.
        public var goingBack: Permission?
        /// Entering a stage again that lies further on.
        public var enteringAgain: Permission?
        /// What evidence counts for.
        public var evidence: Evidence?

        /// Creates rules.
        public init(
            pipeline: PipelineName, goingBack: Permission? = nil, enteringAgain: Permission? = nil,
            evidence: Evidence? = nil
        ) {
            self.pipeline = pipeline
            self.goingBack = goingBack
            self.enteringAgain = enteringAgain
            self.evidence = evidence
        }

        package enum CodingKeys: Int, CodingKey {
            case pipeline = 1
            case goingBack = 2
            case enteringAgain = 3
            case evidence = 4
        }
    }

    /// Entering a stage that lies before the current one.
    public var goingBack: Permission
    /// Entering a stage again that lies further on than the current one.
    public var enteringAgain: Permission
    /// What evidence counts for.
    public var evidence: Evidence
    /// Pipelines with rules of their own, in the order of their names.
    public var pipelines: [PipelineMoves]

    /// Creates rules.
    public init(
        goingBack: Permission = .withReason, enteringAgain: Permission = .withReason, evidence: Evidence = .once,
        pipelines: [PipelineMoves] = []
    ) {
        self.goingBack = goingBack
        self.enteringAgain = enteringAgain
        self.evidence = evidence
        self.pipelines = pipelines.sorted { $0.pipeline < $1.pipeline }
    }

    /// Back and again with a reason; evidence counts once it is there.
    public static let standard = StageMoveRules()

    /// What holds for a pipeline.
    public func rules(for pipeline: PipelineName) -> StageMoveRules {
        guard let own = pipelines.first(where: { $0.pipeline == pipeline }) else { return self }
        return StageMoveRules(
            goingBack: own.goingBack ?? goingBack, enteringAgain: own.enteringAgain ?? enteringAgain,
            evidence: own.evidence ?? evidence)
    }

    package enum CodingKeys: Int, CodingKey {
        case goingBack = 1
        case enteringAgain = 2
        case evidence = 3
        case pipelines = 4
    }
}

extension SalesPolicy {
    /// How opportunities move; as in the standard policy where a policy does not say.
    public var moves: StageMoveRules { stageMoves ?? .standard }
}
