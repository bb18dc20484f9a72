import DealtrailModel
import DealtrailSales
import DealtrailSimulator
import Testing

/// The published answers, held against the events that the domain made of the steps.
@Suite struct SimulatorStoryTests {
    static let simulator = Simulator(seed: 11, reps: 10, days: 300)
    static let stories = simulator.stories
    static let events: [CommandRunner.Recorded] = {
        var runner = CommandRunner()
        for step in simulator {
            _ = try? runner.handle(
                step.command, by: step.author, id: step.id, occurredAt: step.occurredAt, at: step.recordedAt)
        }
        return runner.events
    }()

    static func all<Payload: Event>(_ type: Payload.Type) -> [(event: Payload, recorded: CommandRunner.Recorded)] {
        events.compactMap { recorded in (recorded.event as? Payload).map { ($0, recorded) } }
    }

    @Test func `Three representatives quoted one customer at three prices`() throws {
        let story = try #require(Self.stories.disparity)
        let sent = Self.all(QuoteSent.self).map(\.event).filter { sent in
            sent.account == story.account && sent.terms.contains { $0.product == story.product }
        }
        #expect(sent.map(\.quote) == story.legs.map(\.quote))
        #expect(sent.map(\.owner) == story.legs.map(\.rep))
        let prices = sent.compactMap { $0.terms.first?.unitPrice }
        #expect(prices == story.legs.map(\.price))
        let low = try #require(prices.min { $0.amount < $1.amount })
        let high = try #require(prices.max { $0.amount < $1.amount })
        #expect(low.percentChange(to: high) == story.spread)
        #expect(story.spread >= 18 && story.spread <= 29)
        for leg in story.legs {
            let decided = Self.all(ApprovalStepDecided.self).filter { $0.event.quote == leg.quote }
            #expect(decided.map(\.recorded.author.id) == leg.approvers)
            let edits = Self.all(QuoteLinePriceChanged.self).filter { $0.event.quote == leg.quote }
            #expect(edits.map(\.recorded.author.id) == (leg.approvers.isEmpty ? [] : [leg.rep]))
        }
    }

    @Test func `A line was removed and its product added again at another price`() throws {
        let story = try #require(Self.stories.readded)
        let removed = Self.all(QuoteLineRemoved.self)
        #expect(removed.map(\.event.quote) == [story.quote])
        #expect(removed.first?.event.lastPrice == story.old)
        #expect(removed.first?.event.line == story.removed)
        let added = try #require(Self.all(QuoteLineAdded.self).last { $0.event.quote == story.quote })
        #expect(added.event.line == story.added && added.event.product == story.product)
        #expect(added.event.unitPrice == story.new)
        #expect(added.recorded.author.id == story.author)
        #expect(story.new.amount < story.old.amount)
    }

    @Test func `Regional managers let approvals wait 2.3 days on average`() {
        var assigned: [ApprovalID: Timestamp] = [:]
        var steps = 0
        var seconds: Int64 = 0
        for recorded in Self.events {
            if let event = recorded.event as? ApprovalStepAssigned, event.role == Self.stories.waiting.role {
                assigned[event.approval] = recorded.recordedAt
            } else if let event = recorded.event as? ApprovalStepDecided, event.role == Self.stories.waiting.role,
                let start = assigned[event.approval]
            {
                steps += 1
                seconds += recorded.recordedAt.duration(since: start).components.seconds
            }
        }
        #expect(steps == Self.stories.waiting.steps && steps > 40)
        #expect(seconds == Self.stories.waiting.seconds)
        #expect(Self.stories.waiting.meanDays == "2.3")
    }

    @Test func `From one week on, few pass from the demonstration to the negotiation`() throws {
        let story = Self.stories.cliff
        #expect(story.week.weekday == 1)
        var since: [OpportunityID: Bool] = [:]
        var entered = [false: 0, true: 0]
        var converted = [false: 0, true: 0]
        for recorded in Self.events {
            guard let event = recorded.event as? OpportunityStageEntered else { continue }
            if event.stage == story.from {
                let isSince = ZonedTime(recorded.recordedAt, offsetMinutes: 480).date >= story.week
                #expect(since[event.opportunity] == nil)
                since[event.opportunity] = isSince
                entered[isSince, default: 0] += 1
            } else if event.stage == story.to, event.from == story.from, let isSince = since[event.opportunity] {
                converted[isSince, default: 0] += 1
            }
        }
        #expect(entered == [false: story.before.entered, true: story.since.entered])
        #expect(converted == [false: story.before.converted, true: story.since.converted])
        func rate(_ cohort: SimulatorStories.Cliff.Cohort) -> Int {
            ((cohort.converted + cohort.underWay) * 1000 / max(cohort.entered, 1) + 5) / 10
        }
        #expect(abs(rate(story.before) - 68) <= 1)
        #expect(abs(rate(story.since) - 29) <= 1)
        #expect(story.before.entered > 50 && story.since.entered > 50)
    }

    @Test func `Three customers decline for a reason each`() throws {
        #expect(Self.stories.declines.map(\.reason) == SimulatorStories.Decline.Reason.allCases)
        for decline in Self.stories.declines {
            let turn = decline.since.start(offsetMinutes: 480)
            let visits = Self.all(VisitCheckedIn.self).filter { $0.event.account == decline.account }
            let scores = Self.all(SatisfactionRecorded.self).filter { $0.event.account == decline.account }
            let tiers = Self.all(AccountTiered.self).filter { $0.event.account == decline.account }
            let orders = Self.all(OrderPlaced.self).filter { $0.event.account == decline.account }
            #expect(visits.contains { $0.recorded.recordedAt >= turn } == (decline.reason != .noFollowUp))
            #expect(visits.count { $0.recorded.recordedAt < turn } > 15)
            let low = scores.filter { $0.event.score < 70 }
            #expect(low.isEmpty == (decline.reason != .satisfaction))
            #expect(low.allSatisfy { $0.recorded.recordedAt >= turn })
            #expect(tiers.map(\.event.tier) == (decline.reason == .tier ? ["C"] : []))
            #expect(orders.contains { $0.recorded.recordedAt >= turn })
        }
    }

    @Test func `Some type a week of visits on Friday evening`() throws {
        #expect(!Self.stories.lateTypists.isEmpty)
        for (event, recorded) in Self.all(VisitCheckedIn.self)
        where Self.stories.lateTypists.contains(event.owner ?? "") {
            let occurred = try #require(recorded.occurredAt.time)
            let typed = ZonedTime(recorded.recordedAt, offsetMinutes: 480)
            #expect(typed.secondOfDay >= 18 * 3600)
            #expect(occurred.instant < recorded.recordedAt)
        }
    }

    @Test func `List prices reach open quotes with their cause`() {
        let repriced = Self.all(QuoteRepriced.self)
        #expect(repriced.count > 5)
        #expect(repriced.allSatisfy { $0.recorded.cause == .sibling(0) })
        #expect(Self.all(ApprovalInvalidated.self).allSatisfy { $0.recorded.cause != nil })
    }
}
