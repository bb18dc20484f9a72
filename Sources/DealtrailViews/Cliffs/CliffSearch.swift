import DealtrailModel

/// Looks for the week from which on fewer go on, in one transition.
///
/// Every week is held against the weeks before it by Fisher's exact test. The test of the smallest probability names the
/// week; of equal ones the earliest.
struct CliffSearch {
    struct Count: Hashable {
        var converted = 0
        var cases = 0

        mutating func add(_ other: Count) {
            converted += other.converted
            cases += other.cases
        }
    }

    struct Split: Hashable {
        /// The Monday of the first week with the lower share, as a day number.
        let week: Int
        let before: Count
        let since: Count
        /// The probability of so low a share by chance, of this week alone.
        let probability: Double
    }

    /// The weeks from the first with a case to the last, as day numbers of their Mondays.
    let weeks: [(week: Int, count: Count)]
    /// How many weeks had enough cases on both sides to be tested.
    let tests: Int
    /// The test with the smallest probability; `nil` when there was none.
    let best: Split?

    /// - Complexity: O(weeks × (window + cases of a window)).
    init(_ cases: [TransitionCase], _ definition: CliffDefinition) {
        var counts: [Int: Count] = [:]
        for item in cases {
            counts[item.week, default: Count()].add(Count(converted: item.isConverted ? 1 : 0, cases: 1))
        }
        guard let first = counts.keys.min(), let last = counts.keys.max() else {
            (weeks, tests, best) = ([], 0, nil)
            return
        }
        let weeks = stride(from: first, through: last, by: 7).map { (week: $0, count: counts[$0] ?? Count()) }
        var tests = 0
        var best: Split?
        for index in weeks.indices.dropFirst() where weeks[index].count.cases > 0 {
            var before = Count()
            var since = Count()
            for week in weeks[max(0, index - definition.windowWeeks)..<index] { before.add(week.count) }
            for week in weeks[index..<min(weeks.count, index + definition.windowWeeks)] { since.add(week.count) }
            guard before.cases >= definition.minimumSample, since.cases >= definition.minimumSample else { continue }
            tests += 1
            let probability = FisherTest.atMost(
                since.converted, of: since.cases, allSuccesses: before.converted + since.converted,
                of: before.cases + since.cases)
            if best.map({ probability < $0.probability }) ?? true {
                best = Split(week: weeks[index].week, before: before, since: since, probability: probability)
            }
        }
        self.weeks = weeks
        self.tests = tests
        self.best = best
    }
}
