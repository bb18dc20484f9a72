internal import DealtrailModel
internal import DealtrailSales

/// The stage path of the opportunities in a file, which the file itself does not state.
struct PipelineSpec: Hashable, Sendable {
    let name: String
    let version: Int
    let stages: [PipelineStage]

    var event: PipelineDefined {
        PipelineDefined(pipeline: PipelineName(name), version: version, stages: stages)
    }

    /// A part of the definition as a payload value: what an opportunity that follows it carries.
    func value(_ part: Part) -> CBORValue {
        switch part {
        case .name: .text(name)
        case .version: .unsigned(UInt64(max(0, version)))
        case .stages:
            .array(
                stages.map { stage in
                    .map([
                        .text("name"): .text(stage.name.rawValue),
                        .text("requires"): .array(stage.requires.map { .text($0.rawValue) }),
                    ])
                })
        }
    }

    /// What a payload may take from it.
    enum Part: String, CaseIterable, Sendable {
        case name
        case version
        case stages
    }
}
