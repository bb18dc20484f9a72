import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import DealtrailViews
import Testing

/// Random opportunities, counted once more in the plainest way.
@Suite struct FunnelPropertyTests {
    /// What was done to one opportunity, in the order in which it happened.
    struct Story {
        var stages: [Int] = []
        var end: Bool?
        var days: [Int] = []
    }

    static func stories(_ random: inout SeededGenerator) -> [Story] {
        (0..<40).map { _ in
            var story = Story()
            var day = Int.random(in: 0..<50, using: &random)
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                story.stages.append(Int.random(in: 0..<3, using: &random))
                story.days.append(day)
                day += Int.random(in: 1..<20, using: &random)
            }
            story.end = [true, false, nil].randomElement(using: &random) ?? nil
            story.days.append(day)
            return story
        }
    }

    static func trail(_ stories: [Story], _ random: inout SeededGenerator) throws -> TestTrail {
        var facts: [(any Event, OccurredAt)] = []
        for (index, story) in stories.enumerated() {
            let id = OpportunityID("O-\(index)")
            facts.append(
                (
                    OpportunityCreated(
                        opportunity: id, pipeline: "standard", pipelineVersion: 1, stages: FunnelTests.stages),
                    FunnelTests.day(-1)
                ))
            for (stage, day) in zip(story.stages, story.days) {
                facts.append(
                    (
                        OpportunityStageEntered(opportunity: id, stage: FunnelTests.stages[stage].name),
                        FunnelTests.day(day)
                    ))
            }
            let end = FunnelTests.day(story.days.last)
            switch story.end {
            case true?: facts.append((OpportunityWon(opportunity: id, amount: .cny(10)), end))
            case false?: facts.append((OpportunityLost(opportunity: id), end))
            case nil: break
            }
        }
        var trail = TestTrail()
        for (event, at) in facts.shuffled(using: &random) { try trail.append(event, at: at) }
        return trail
    }

    @Test(arguments: seeds)
    func `The report is what a plain count gives, in whatever order it was recorded`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let stories = Self.stories(&random)
            let report = try FunnelTests.cases(try Self.trail(stories, &random)).report()
            let again = try FunnelTests.cases(try Self.trail(stories, &random)).report()
            #expect(report.total == again.total, "seed \(seed)")
            for (place, stage) in report.total.stages.enumerated() {
                let entered = stories.filter { $0.stages.contains(place) }
                #expect(stage.entered == entered.count, "seed \(seed)")
                #expect(stage.visits == stories.reduce(0) { $0 + $1.stages.count { $0 == place } }, "seed \(seed)")
                #expect(stage.inStage == stories.count { $0.end == nil && $0.stages.last == place }, "seed \(seed)")
                let through = entered.count { story in
                    guard let first = story.stages.firstIndex(of: place) else { return false }
                    return story.end == true || story.stages[first...].contains { $0 > place }
                }
                let skipped = stories.count { story in
                    guard !story.stages.contains(place), let low = story.stages.firstIndex(where: { $0 < place })
                    else { return false }
                    return story.end == true || story.stages[low...].contains { $0 > place }
                }
                #expect(stage.skipped == skipped && stage.reached == entered.count + skipped, "seed \(seed)")
                #expect(stage.toLater.converted == through + skipped, "seed \(seed)")
                #expect(
                    stage.toLater.converted + stage.toLater.failed + stage.toLater.censored == stage.reached,
                    "seed \(seed)")
                let next = stage.toNext
                #expect(next.converted + next.jumped + next.failed + next.censored == stage.reached, "seed \(seed)")
                check(stage.dwell, place, stories, seed)
            }
            let moves = stories.reduce(0) { $0 + $1.stages.count + ($1.end == nil ? 0 : 1) }
            #expect(report.total.transitions.reduce(0) { $0 + $1.count } == moves, "seed \(seed)")
        }
    }

    private func check(_ dwell: FunnelReport.Dwell, _ place: Int, _ stories: [Story], _ seed: UInt64) {
        var latest: [Int] = []
        var sums: [Int] = []
        for story in stories {
            var times: [Int] = []
            for (index, stage) in story.stages.enumerated() where stage == place {
                let isLast = index == story.stages.count - 1
                if !isLast || story.end != nil { times.append(story.days[index + 1] - story.days[index]) }
            }
            if let last = times.last {
                latest.append(last)
                sums.append(times.reduce(0, +))
            }
        }
        for (found, days) in [(dwell.latest, latest.sorted()), (dwell.cumulative, sums.sorted())] {
            #expect(found?.count ?? 0 == days.count, "seed \(seed)")
            guard !days.isEmpty else { continue }
            let tenths =
                days.count.isMultiple(of: 2)
                ? (days[days.count / 2 - 1] + days[days.count / 2]) * 5 : days[days.count / 2] * 10
            #expect(found?.median == ScaledDecimal(mantissa: Int64(tenths), scale: 1), "seed \(seed)")
            let rank = (days.count * 9 + 9) / 10
            #expect(found?.p90 == ScaledDecimal(mantissa: Int64(days[rank - 1])), "seed \(seed)")
        }
    }
}
