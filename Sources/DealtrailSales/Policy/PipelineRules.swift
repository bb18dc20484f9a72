import DealtrailModel

/// A version of a stage path (`docs/features.md` row 30).
public struct PipelineRules: Codable, Hashable, Sendable {
    /// The pipeline.
    public var name: PipelineName
    /// The version, from 1.
    public var version: Int
    /// The stages in order.
    public var stages: [PipelineStage]

    /// Creates a path.
    public init(name: PipelineName, version: Int, stages: [PipelineStage]) {
        self.name = name
        self.version = version
        self.stages = stages
    }

    /// Six stages; the third needs the customer's requirement document (`docs/features.md` row 31).
    public static let standard = PipelineRules(
        name: "standard", version: 1,
        stages: [
            PipelineStage("lead-registered"), PipelineStage("first-contact"),
            PipelineStage("need-confirmed", requires: ["requirement-document"]), PipelineStage("solution-quoted"),
            PipelineStage("contract-signed"), PipelineStage("delivery-and-payment"),
        ])

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case version = 2
        case stages = 3
    }
}
