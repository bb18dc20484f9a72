public import DealtrailModel

extension Pipeline {
    /// Defines a version of a stage path (`docs/features.md` row 30).
    public struct Define: Command {
        /// The pipeline.
        public let pipeline: PipelineName
        /// The version, one above the last.
        public let version: Int
        /// The stages in order.
        public let stages: [PipelineStage]

        /// `pipeline.define`.
        public static let kind: EventKind = "pipeline.define"
        /// The pipeline's.
        public var subject: StreamName { .pipeline(pipeline) }
        /// The pipeline.
        public var tags: [Tag] { [.pipeline(pipeline)] }
        /// The definitions of the pipeline.
        public var scope: Query { OpportunityDecider.scope(pipeline) }

        /// Refuses a version that does not follow the last, no stage at all, and a stage named twice.
        public func decide(
            _ state: OpportunityState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(pipeline)
            for stage in stages { try policy.requireNames(stage.name) }
            if let current = state.pipeline, current.version == version, current.stages == stages { return [] }
            let expected = (state.pipeline?.version ?? 0) + 1
            guard version == expected else {
                throw policy.refusal(
                    "pipeline.version", "the next version of \(pipeline) is \(expected)",
                    ["pipeline": pipeline, "version": version, "expected": expected])
            }
            guard !stages.isEmpty, Set(stages.map(\.name)).count == stages.count else {
                throw policy.refusal(
                    "pipeline.stages", "a path has at least one stage and names each once",
                    ["pipeline": pipeline, "stages": stages.map(\.name.rawValue).joined(separator: ", ")])
            }
            return [ProposedEvent(PipelineDefined(pipeline: pipeline, version: version, stages: stages))]
        }

        package enum CodingKeys: Int, CodingKey {
            case pipeline = 1
            case version = 2
            case stages = 3
        }

        /// Decisions rest on the pipeline.
        public typealias Decider = OpportunityDecider
    }

    /// Defines a version of a stage path.
    public static func define(_ pipeline: PipelineName, version: Int, stages: [PipelineStage]) -> Define {
        Define(pipeline: pipeline, version: version, stages: stages)
    }
}
