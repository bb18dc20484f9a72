import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import Testing

@testable import DealtrailViews

/// What a subject keeps is enough for every rule, whatever happened.
@Suite struct DeadlineSubjectTests {
    private static let letters: [DeadlineSubject.Letter] = [
        .init(kind: "a.one", isEvidenced: false), .init(kind: "a.one", isEvidenced: true),
        .init(kind: "b.two", isEvidenced: false), .init(kind: "c.three", isEvidenced: false),
        .init(kind: "d.four", isEvidenced: false),
    ]

    private static let patterns: [EventPattern] = [
        EventPattern("a.one"), EventPattern("a.one", withEvidence: true), EventPattern("b.two"),
        EventPattern("c.three"), EventPattern("d.four"),
    ]

    /// A rule whose ends are no starts, as a policy requires.
    private func rule(_ random: inout SeededGenerator) -> DeadlineRule {
        let kinds = ["a.one", "b.two", "c.three", "d.four"].shuffled(using: &random)
        let ends = Set(kinds.prefix(Int.random(in: 0...2, using: &random)))
        let starts = Self.patterns.filter { !ends.contains($0.name) && Bool.random(using: &random) }
        let fallback = Self.patterns.first { !ends.contains($0.name) }.map { [$0] } ?? []
        return DeadlineRule(
            "rule", startsOn: starts.isEmpty ? fallback : starts,
            resetBy: Self.patterns.filter { _ in Int.random(in: 0..<3, using: &random) == 0 },
            cancelledBy: Self.patterns.filter { ends.contains($0.name) }, allows: .hours(1))
    }

    @Test(arguments: 0..<40) func `A rule says the same of what is kept as of everything`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var subject = DeadlineSubject(subject: "account:acme")
        var everything: [Occurrence] = []
        let rules = (0..<8).map { _ in rule(&random) }
        let counts = (0..<4).map { _ in
            CountRule(
                "count", of: Self.patterns.filter { _ in Bool.random(using: &random) }, atLeast: 3,
                resetBy: Self.patterns.filter { _ in Int.random(in: 0..<4, using: &random) == 0 })
        }
        var hour: Int64 = 0
        for step in 0..<60 {
            guard let letter = Self.letters.randomElement(using: &random) else { continue }
            hour += Int64.random(in: 0...2, using: &random)
            let at = Timestamp(nanoseconds: hour * 3_600_000_000_000)
            let id = EventID(high: 0, low: UInt64(step))
            subject.append(letter, position: UInt64(step), id: id, at: at)
            everything.append(Occurrence(letter.kind, id: id, at: at, isEvidenced: letter.isEvidenced))
            for rule in rules {
                for later in [0, 1, 2] as [Int64] {
                    let now = at.advanced(by: .seconds(later * 3_600))
                    let kept = rule.status(after: subject.occurrences, at: now, in: RuleBook.standard, version: "1")
                    let all = rule.status(after: everything, at: now, in: RuleBook.standard, version: "1")
                    #expect(kept == all, "seed \(seed), step \(step), \(rule)")
                }
            }
            for count in counts {
                let kept = subject.count(of: count.of, since: count.resetBy)
                let all = count.count(everything, at: at, in: RuleBook.standard, version: "1").value.count
                #expect(kept == all, "seed \(seed), step \(step), \(count)")
            }
        }
        let letters = Self.letters.count
        #expect(subject.marks.count <= 2 * letters * (letters + 1) + 8, "seed \(seed): \(subject.marks.count) are kept")
    }

    @Test func `A thousand of one kind leave the first, the last, and a few that are not forgotten yet`() {
        var subject = DeadlineSubject(subject: "account:acme")
        for step in 0..<1_000 {
            subject.append(
                Self.letters[0], position: UInt64(step), id: EventID(high: 0, low: UInt64(step)),
                at: Timestamp(nanoseconds: Int64(step)))
        }
        #expect(subject.marks.count < 12 && subject.marks.first?.position == 0 && subject.marks.last?.position == 999)
        #expect(subject.count(of: [EventPattern("a.one")], since: []) == 1_000)
    }
}
