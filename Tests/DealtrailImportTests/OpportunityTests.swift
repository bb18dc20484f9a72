import DealtrailImport
import DealtrailLog
import DealtrailModel
import DealtrailSales
import Testing

@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.missing)))
struct OpportunityTests {
    /// What a fold knows of one opportunity.
    private struct Opportunity: Sendable {
        var owner: ActorID?
        var product: ProductID?
        var stage: StageName?
        var engaged: ZonedTime?
        var closed: ZonedTime?
        var isWon: Bool?
        var amount: ScaledDecimal?
    }

    /// What a fold knows of the whole pipeline.
    private struct Pipeline: Sendable {
        var opportunities: [OpportunityID: Opportunity] = [:]
        var listPrices: [ProductID: ScaledDecimal] = [:]
        var accounts = 0
        var pipelines: [PipelineDefined] = []
    }

    private static let fold = Fold<Pipeline> {
        On(PipelineDefined.self) { $0.pipelines.append($1) }
        On(AccountCreated.self) { pipeline, _ in pipeline.accounts += 1 }
        On(PriceListEntrySet.self) { $0.listPrices[$1.product] = $1.price?.amount }
        On(OpportunityCreated.self) { pipeline, event in
            pipeline.opportunities[event.opportunity, default: Opportunity()].owner = event.owner
            pipeline.opportunities[event.opportunity]?.product = event.product
        }
        On(OpportunityStageEntered.self) { pipeline, event, envelope in
            pipeline.opportunities[event.opportunity, default: Opportunity()].stage = event.stage
            pipeline.opportunities[event.opportunity]?.engaged = envelope.occurredAt.map { ZonedTime($0) }
        }
        On(OpportunityWon.self) { pipeline, event, envelope in
            pipeline.opportunities[event.opportunity, default: Opportunity()].isWon = true
            pipeline.opportunities[event.opportunity]?.amount = event.amount?.amount
            pipeline.opportunities[event.opportunity]?.closed = envelope.occurredAt.map { ZonedTime($0) }
        }
        On(OpportunityLost.self) { pipeline, event, envelope in
            pipeline.opportunities[event.opportunity, default: Opportunity()].isWon = false
            pipeline.opportunities[event.opportunity]?.closed = envelope.occurredAt.map { ZonedTime($0) }
        }
    }

    /// Imported once for all tests of this suite.
    private static let shared = Task { try await imported() }

    private static func imported() async throws -> (TemporaryTrail, ImportReport, Pipeline) {
        let (trail, report) = try await SharedData.run("crm-opportunities", "crm-opportunities/sales_pipeline.csv")
        var pipeline = Pipeline()
        try trail.log.scan(.all, in: 0..<UInt64.max, direction: .forward) { event in
            try fold.apply(event, to: &pipeline)
            return true
        }
        return (trail, report, pipeline)
    }

    private static func days(_ opportunity: Opportunity) -> Int? {
        guard let closed = opportunity.closed, let engaged = opportunity.engaged else { return nil }
        return closed.date.dayNumber - engaged.date.dayNumber
    }

    /// The median of an odd count, and the mean of the two in the middle of an even one, doubled to stay whole.
    private static func doubledMedian(_ values: [Int]) -> Int {
        let sorted = values.sorted()
        return sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
    }

    @Test func `the true answers come out of a plain fold`() async throws {
        let (_, report, pipeline) = try await Self.shared.value
        #expect(report.rejected == 0)
        #expect(report.breaches == [])
        #expect(report.takenByKind["opportunity.created"] == 8_800)
        #expect(pipeline.accounts == 85)
        #expect(pipeline.listPrices.count == 7)
        #expect(pipeline.pipelines.map(\.stages) == [[PipelineStage("Prospecting"), PipelineStage("Engaging")]])
        let all = Array(pipeline.opportunities.values)
        let won = all.filter { $0.isWon == true }
        let lost = all.filter { $0.isWon == false }
        let open = all.filter { $0.isWon == nil }
        #expect(won.count == 4_238)
        #expect(lost.count == 2_473)
        #expect(open.filter { $0.stage == "Engaging" }.count == 1_589)
        #expect(open.filter { $0.stage == "Prospecting" }.count == 500)
        #expect(open.filter { $0.stage == "Prospecting" }.allSatisfy { $0.engaged == nil })
        #expect(won.reduce(ScaledDecimal.zero) { $0.adding($1.amount ?? 0) ?? 0 } == 10_005_534)
        #expect(Self.doubledMedian(won.compactMap(Self.days)) == 2 * 57)
        #expect(Self.doubledMedian(lost.compactMap(Self.days)) == 2 * 14)
    }

    @Test func `at the end of June 2017`() async throws {
        let (_, _, pipeline) = try await Self.shared.value
        let end = try #require(ZonedTime(rfc3339: "2017-06-30T23:59:59.999999999Z")).instant
        let all = Array(pipeline.opportunities.values)
        let closed = all.filter { opportunity in opportunity.closed.map { $0.instant <= end } ?? false }
        let engaged = all.filter { opportunity in opportunity.engaged.map { $0.instant <= end } ?? false }
        #expect(engaged.filter { opportunity in opportunity.closed.map { $0.instant > end } ?? true }.count == 1_686)
        #expect(closed.filter { $0.isWon == true }.count == 1_785)
        #expect(closed.filter { $0.isWon == false }.count == 894)
    }

    @Test func `by owner, and against the list price`() async throws {
        let (trail, _, pipeline) = try await Self.shared.value
        let all = Array(pipeline.opportunities.values)
        func conversion(_ owner: ActorID) -> [Int] {
            let closed = all.filter { $0.owner == owner && $0.isWon != nil }
            return [closed.filter { $0.isWon == true }.count, closed.count]
        }
        #expect(conversion("Hayden Neloms") == [107, 152])
        #expect(conversion("Maureen Marcano") == [149, 213])
        var counts = [0, 0, 0]
        for opportunity in all where opportunity.isWon == true {
            let amount = try #require(opportunity.amount)
            let listed = try #require(opportunity.product.flatMap { pipeline.listPrices[$0] })
            counts[amount < listed ? 0 : amount == listed ? 1 : 2] += 1
        }
        #expect(counts == [2_133, 65, 2_040])
        let event = try #require(try trail.log.events(.stream("opportunity:1C1I7A6R")).last)
        #expect(event.tags.contains("manager:Dustin Brinkmann"))
        #expect(event.tags.contains("region:Central"))
        #expect(event.occurredAt == .at(try #require(ZonedTime(rfc3339: "2017-03-01T00:00:00Z"))))
    }

    @Test func `requests go to the log in large batches`() async throws {
        let (trail, _, _) = try await Self.shared.value
        // One stamp a commit.
        #expect(Set(try trail.log.events().map(\.recordedAt)).count < 20)
    }
}
