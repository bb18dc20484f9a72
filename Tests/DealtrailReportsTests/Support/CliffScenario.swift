import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews

/// Forty opportunities over eight weeks; from the fifth week on hardly any goes from the demonstration to the offer.
enum CliffScenario {
    static func report() throws -> CliffReport {
        let stages = [PipelineStage("demo"), PipelineStage("offer")]
        let monday = time("2026-02-02T00:00:00Z")
        var trail = TestTrail()
        try trail.append(
            PipelineDefined(pipeline: "standard", version: 2, stages: stages), by: "ops:wu",
            at: .at("2026-02-27T09:00:00+08:00"))
        for number in 0..<40 {
            let (week, place) = number.quotientAndRemainder(dividingBy: 5)
            let id = OpportunityID("O-\(100 + number)")
            let start = monday.advanced(by: .seconds(week * 7 * 86_400 + place * 3_600))
            try trail.append(
                OpportunityCreated(
                    opportunity: id, pipeline: "standard", pipelineVersion: week < 4 ? 1 : 2, stages: stages),
                at: .at(start))
            try trail.append(OpportunityStageEntered(opportunity: id, stage: "demo"), at: .at(start))
            let end = OccurredAt.at(start.advanced(by: .seconds(3 * 86_400)))
            if week < 4 ? place > 0 : place > 3 {
                try trail.append(OpportunityStageEntered(opportunity: id, stage: "offer"), at: end)
            } else {
                try trail.append(OpportunityLost(opportunity: id, reason: "price"), at: end)
            }
        }
        let funnel = FunnelCases(
            try trail.states(of: Funnel.self).values,
            stamp: AnswerStamp(position: trail.last, time: time("2026-06-01T00:00:00Z")))
        let definition = CliffDefinition(horizonDays: 3, minimumSample: 10)
        return try CliffCases(funnel, definition).report(try ChangeMarker.markers(in: trail.events))
    }
}
