import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import Testing

@testable import DealtrailViews

/// Every number of every report opens to as many items as it says, and each item to events of its own.
@Suite struct DrillDownTests {
    static let definitions: [FunnelDefinition] = [
        .standard, FunnelDefinition(name: "apart", version: 1, skips: .apart),
        FunnelDefinition(name: "last", version: 1, reentry: .last, regress: .void),
        FunnelDefinition(
            name: "period", version: 1, cohort: .created, from: time("2026-01-10T00:00:00Z"),
            until: time("2026-02-10T00:00:00Z")),
    ]

    /// Every number of a slice with the selector that opens it.
    static func numbers(_ slice: FunnelReport.Slice) -> [(FunnelSelector, Int)] {
        var numbers: [(FunnelSelector, Int)] = [
            (.all, slice.cases), (.open, slice.open), (.won, slice.won), (.lost, slice.lost),
            (.undated, slice.undated), (.notStarted, slice.notStarted),
            (.wonWithoutAmount, slice.wonWithoutAmount), (.daysToWon, slice.daysToWon?.count ?? 0),
            (.daysToLost, slice.daysToLost?.count ?? 0), (.againstList(.below), slice.againstList.below),
            (.againstList(.at), slice.againstList.at), (.againstList(.above), slice.againstList.above),
            (.againstList(.notRecorded), slice.againstList.notRecorded),
        ]
        for stage in slice.stages {
            let name = stage.stage
            numbers += [
                (.reached(name), stage.reached), (.entered(name), stage.entered), (.skipped(name), stage.skipped),
                (.visits(name), stage.visits), (.undatedVisits(name), stage.undatedVisits),
                (.inStage(name), stage.inStage), (.wonFrom(name), stage.won), (.lostFrom(name), stage.lost),
                (.toNext(name), stage.toNext.converted), (.jumped(name), stage.toNext.jumped),
                (.failed(name), stage.toNext.failed), (.censored(name), stage.toNext.censored),
                (.toLater(name), stage.toLater.converted), (.failed(name), stage.toLater.failed),
                (.censored(name), stage.toLater.censored), (.latest(name), stage.dwell.latest?.count ?? 0),
                (.cumulative(name), stage.dwell.cumulative?.count ?? 0),
                (.running(name), stage.dwell.running?.count ?? 0),
            ]
            numbers += stage.dwell.visits.map { (.visited(name, times: $0.visits), $0.cases) }
        }
        for move in slice.transitions {
            let target: FunnelTarget = move.to == "<won>" ? .won : move.to == "<lost>" ? .lost : .stage(StageName(move.to))
            numbers.append((.transition(from: move.from, to: target), move.count))
        }
        return numbers
    }

    @Test(arguments: seeds)
    func `The list behind a number is as long as the number says`(_ seed: UInt64) throws {
        let trail = try SalesTrail.random(seed: seed)
        for definition in Self.definitions {
            for effective in [nil, time("2026-02-15T00:00:00Z")] {
                let cases = try SalesTrail.cases(trail, definition, effective: effective)
                try Self.check(cases.report().total, nil, cases, trail, effective, seed)
                for dimension in FunnelDimension.allCases {
                    let report = cases.report(by: dimension)
                    #expect(report.slices.reduce(0) { $0 + $1.cases } == report.total.cases, "seed \(seed) \(dimension)")
                    for slice in report.slices {
                        try Self.check(slice, dimension, cases, trail, effective, seed)
                    }
                }
            }
        }
    }

    private static func check(
        _ slice: FunnelReport.Slice, _ dimension: FunnelDimension?, _ cases: FunnelCases, _ trail: TestTrail,
        _ effective: Timestamp?, _ seed: UInt64
    ) throws {
        for (selector, number) in numbers(slice) {
            let items = cases.items(in: selector, of: dimension, value: slice.name)
            #expect(items.count == number, "seed \(seed), \(selector) of \(slice.name ?? "all")")
            #expect(items.map(\.opportunity) == items.map(\.opportunity).sorted(), "seed \(seed)")
            // The events of a slice are those of the whole.
            guard dimension == nil else { continue }
            for item in try SalesTrail.explain(items, of: cases, in: trail, effective: effective) {
                #expect(item.events.allSatisfy { $0.stream == item.entity }, "seed \(seed), \(selector)")
                #expect(Set(item.events.map(\.position)).count == item.events.count, "seed \(seed), \(selector)")
                // A visit that nobody began is none, so that each number rests on something, but for what is missing: an
                // opportunity whose creation was left out, and one about which there is nothing but an owner.
                let mayBeEmpty = [.all, .open, .undated, .notStarted].contains(selector)
                #expect(!item.events.isEmpty || mayBeEmpty, "seed \(seed), \(selector) of \(item.entity)")
            }
        }
    }

    @Test(arguments: seeds)
    func `Days of the items make the median`(_ seed: UInt64) throws {
        let cases = try SalesTrail.cases(try SalesTrail.random(seed: seed))
        for stage in cases.report().total.stages {
            for (selector, stays) in [
                (FunnelSelector.latest(stage.stage), stage.dwell.latest),
                (.cumulative(stage.stage), stage.dwell.cumulative), (.running(stage.stage), stage.dwell.running),
            ] {
                let lengths = cases.items(in: selector).compactMap(\.nanoseconds)
                #expect(Distribution(nanoseconds: lengths) == stays, "seed \(seed), \(stage.stage)")
            }
        }
    }

    @Test func `The events are those that the number rests on`() throws {
        var trail = try FunnelTests.four()
        try trail.append(OpportunityReopened(opportunity: "B", stage: "demo"), at: FunnelTests.day(30))
        let cases = try SalesTrail.cases(trail)
        func events(_ selector: FunnelSelector) throws -> [[String]] {
            try SalesTrail.explain(cases.items(in: selector), of: cases, in: trail).map { item in
                item.events.map { "\($0.kind)@\($0.occurredAt?.prefix(10) ?? "?")" }
            }
        }
        #expect(try events(.won) == [["opportunity.won@2026-01-21"]])
        #expect(try events(.inStage("lead")) == [["opportunity.stage-entered@2026-02-15"]])
        #expect(try events(.inStage("demo")) == [["opportunity.reopened@2026-01-31"]])
        #expect(
            try events(.skipped("demo")).isEmpty
                && events(.toNext("offer")) == [["opportunity.stage-entered@2026-01-11", "opportunity.won@2026-01-21"]])
        // The visit to the offer ended when it was lost, although that end was undone later.
        #expect(
            try events(.latest("offer")) == [
                ["opportunity.stage-entered@2026-01-11", "opportunity.won@2026-01-21"],
                ["opportunity.stage-entered@2026-01-07", "opportunity.lost@2026-01-10"],
            ])
        #expect(
            try events(.transition(from: "lead", to: .stage("demo"))) == [
                ["opportunity.stage-entered@2026-01-01", "opportunity.stage-entered@2026-01-05"],
                ["opportunity.stage-entered@2026-02-10", "opportunity.stage-entered@2026-02-12"],
            ])
        #expect(try events(.notStarted) == [["opportunity.created@?"]])
    }
}
