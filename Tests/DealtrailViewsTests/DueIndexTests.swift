import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import Testing

@testable import DealtrailViews

/// The index of due times says what asking every subject says, however it was made.
@Suite struct DueIndexTests {
    private static let rules: AlertRules = {
        var policy = SalesPolicy.standard
        var book = policy.book
        // With a warning, a grace, a ladder of two rungs, and counts with and without a window.
        book.deadlines.append(
            DeadlineRule(
                "warned", startsOn: [EventPattern("visit.completed")], resetBy: [EventPattern("call.connected")],
                cancelledBy: [EventPattern("order.placed")], allows: .hours(30), calendar: "business-hours",
                grace: .minutes(30), missed: .at, warning: .hours(2),
                ladder: [
                    .init(after: .hours(0), notify: ["rep"]), .init(after: .hours(9), notify: ["superior"]),
                ]))
        book.counts.append(
            CountRule(
                "visited", of: [EventPattern("visit.completed"), EventPattern("call.connected")], atLeast: 3,
                within: .days(2), calendar: "workdays", resetBy: [EventPattern("order.placed")],
                ladder: [.init(after: .hours(0), notify: ["rep"])]))
        policy.rules = book
        return AlertRules(policy)
    }()

    private static let kinds: [(SubjectFamily, [EventKind])] = [
        ("account", ["visit.completed", "call.connected", "order.placed", "account.tiered", "contract.signed"]),
        ("quote", ["quote.sent", "quote.opened", "quote.accepted", "feasibility.answered", "quote.version-started"]),
        ("opportunity", ["opportunity.created", "opportunity.stage-entered", "technical-exchange.held", "quote.sent"]),
    ]

    /// Subjects with their courses, at hours of two months.
    private struct World {
        var subjects: [DealtrailModel.Tag: DeadlineSubject] = [:]
        var courses: [DealtrailModel.Tag: [Occurrence]] = [:]
        var now = time("2026-01-02T08:00:00+08:00")
        var number: UInt64 = 0

        mutating func step(_ random: inout SeededGenerator) -> DealtrailModel.Tag {
            let (family, kinds) = DueIndexTests.kinds[Int.random(in: 0..<3, using: &random)]
            let subject = DealtrailModel.Tag("\(family):\(Int.random(in: 0..<12, using: &random))")
            let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
            now = now.advanced(by: .seconds(Int64.random(in: 0...7_200, using: &random)))
            number += 1
            var state = subjects[subject] ?? DeadlineSubject(subject: subject)
            if family == "account" { state.tier = Bool.random(using: &random) ? "A" : "B" }
            let isEvidenced = Bool.random(using: &random)
            let id = EventID(high: 0, low: number)
            state.append(.init(kind: kind, isEvidenced: isEvidenced), position: number, id: id, at: now)
            subjects[subject] = state
            courses[subject, default: []].append(Occurrence(kind, id: id, at: now, isEvidenced: isEvidenced))
            return subject
        }

        func naive(at instant: Timestamp) -> Set<AlertID> {
            let alerts = subjects.values.flatMap { subject in
                rules.alerts(of: subject, at: instant) { courses[$0] ?? [] }
            }
            return Set(alerts.filter { $0.phase == .missed }.map(\.id))
        }

        private var rules: AlertRules { DueIndexTests.rules }
    }

    @Test(arguments: seeds) func `It says what asking every subject says`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var world = World()
        var index = DueIndex(Self.rules, []) { _ in [] }
        for step in 0..<400 {
            let subject = world.step(&random)
            if let state = world.subjects[subject] { index.update(state) { world.courses[$0] ?? [] } }
            guard step % 20 == 0 else { continue }
            let made = DueIndex(Self.rules, world.subjects.values) { world.courses[$0] ?? [] }
            #expect(made.count == index.count, "seed \(seed), step \(step)")
            for _ in 0..<6 {
                let instant = world.now.advanced(by: .seconds(Int64.random(in: 0...900_000, using: &random)))
                let naive = world.naive(at: instant)
                #expect(Set(index.due(asOf: instant).map(\.id)) == naive, "seed \(seed), step \(step), \(instant)")
                #expect(Set(made.due(asOf: instant).map(\.id)) == naive, "seed \(seed), step \(step), \(instant)")
                #expect(index.next(after: instant) == made.next(after: instant), "seed \(seed), step \(step)")
                #expect(index.ahead(of: instant).isEmpty)
            }
        }
    }

    @Test(arguments: seeds) func `Nothing changes before the next instant that it names`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var world = World()
        for _ in 0..<200 { _ = world.step(&random) }
        let index = DueIndex(Self.rules, world.subjects.values) { world.courses[$0] ?? [] }
        var instant = world.now
        var steps = 0
        while let next = index.next(after: instant), steps < 60 {
            let before = world.naive(at: next.advanced(by: .nanoseconds(-1)))
            // A count may lapse; nothing becomes due.
            #expect(before.isSubset(of: world.naive(at: instant)), "seed \(seed), \(next)")
            #expect(!index.subjects(after: instant, until: next).isEmpty, "seed \(seed), \(next)")
            #expect(index.subjects(after: instant, until: next.advanced(by: .nanoseconds(-1))).isEmpty)
            instant = next
            steps += 1
        }
        #expect(steps > 0)
    }

    @Test func `A subject that knows what has not happened yet is told`() throws {
        var state = DeadlineSubject(subject: "quote:Q-1")
        let sent = time("2026-03-02T10:00:00+08:00")
        state.append(.init(kind: "quote.sent", isEvidenced: false), position: 1, id: EventID(high: 0, low: 1), at: sent)
        let answered = time("2026-03-20T10:00:00+08:00")
        state.append(
            .init(kind: "quote.accepted", isEvidenced: false), position: 2, id: EventID(high: 0, low: 2), at: answered)
        let index = DueIndex(Self.rules, [state]) { _ in [] }
        let friday = time("2026-03-06T10:00:00+08:00")
        #expect(index.ahead(of: friday) == ["quote:Q-1"] && index.nextKnown(after: friday) == answered)
        #expect(index.ahead(of: answered) == [])
        let known = [Occurrence("quote.sent", id: EventID(high: 0, low: 1), at: sent)]
        let before = DueIndex(Self.rules, [state.after(known)]) { _ in known }
        #expect(before.due(asOf: friday).map(\.rule).contains("quote-overdue"))
    }

    @Test(arguments: seeds) func `A list of instants is as a sorted array`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var list = DueList()
        var plain: [DueList.Key] = []
        for step in 0..<6_000 {
            if plain.isEmpty || Int.random(in: 0..<3, using: &random) > 0 {
                let key = DueList.Key(at: Int64.random(in: 0..<500, using: &random), number: UInt64(step))
                list.insert(key)
                plain.append(key)
            } else {
                list.remove(plain.remove(at: Int.random(in: 0..<plain.count, using: &random)))
            }
            guard step % 500 == 499 else { continue }
            let sorted = plain.sorted()
            let edge = Timestamp(nanoseconds: Int64.random(in: -1...500, using: &random))
            var found: [UInt64] = []
            list.forEach(until: edge) {
                found.append($0)
                return true
            }
            #expect(found == sorted.filter { $0.at <= edge.nanoseconds }.map(\.number), "seed \(seed), step \(step)")
            var after: [UInt64] = []
            list.forEach(after: edge, until: Timestamp(nanoseconds: 400)) { after.append($0) }
            #expect(
                after == sorted.filter { edge.nanoseconds < $0.at && $0.at <= 400 }.map(\.number), "seed \(seed)")
            #expect(list.count == plain.count && list.count(until: edge) == found.count, "seed \(seed)")
            #expect(
                list.next(after: edge)?.nanoseconds == sorted.first { $0.at > edge.nanoseconds }?.at, "seed \(seed)")
        }
        #expect(DueList(plain).count == plain.count)
    }
}
