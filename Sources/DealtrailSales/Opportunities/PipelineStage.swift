import DealtrailModel

/// A stage of a pipeline, with what must be there before it is entered (`docs/features.md` row 31).
public struct PipelineStage: Codable, Hashable, Sendable {
    /// The name.
    public let name: StageName
    /// The evidence that must be attached before the stage is entered, sorted.
    public let requires: [EvidenceKind]

    /// Creates a stage.
    public init(_ name: StageName, requires: [EvidenceKind] = []) {
        self.name = name
        self.requires = requires.sorted()
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case requires = 2
    }
}
