public import DealtrailModel

/// A version of a stage path (`docs/features.md` row 30).
///
/// Opportunities created from here on follow it; those under way keep the version they were created with.
public struct PipelineDefined: Event {
    /// `pipeline.defined`.
    public static let kind: EventKind = "pipeline.defined"

    /// The pipeline.
    public let pipeline: PipelineName
    /// The version, from 1.
    public let version: Int
    /// The stages in order.
    public let stages: [PipelineStage]

    /// Creates the event.
    public init(pipeline: PipelineName, version: Int, stages: [PipelineStage] = []) {
        self.pipeline = pipeline
        self.version = version
        self.stages = stages
    }

    /// The pipeline's.
    public var stream: StreamName { .pipeline(pipeline) }
    /// The pipeline.
    public var tags: [Tag] { [.pipeline(pipeline)] }

    package enum CodingKeys: Int, CodingKey {
        case pipeline = 1
        case version = 2
        case stages = 3
    }
}
