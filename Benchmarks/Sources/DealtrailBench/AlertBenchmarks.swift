import Dealtrail
import Foundation

/// What is due, of very many deadlines.
struct AlertBenchmarks {
    let rounds: Int
    /// How many deadlines are open.
    let deadlines: Int

    /// Quotes that were sent one after another, a second apart, each waiting 72 hours of working days for an answer.
    func due() -> [Measurement] {
        let start = Timestamp(nanoseconds: 1_772_413_200_000_000_000)
        let rules = AlertRules(.standard, only: "quote-overdue")
        let clock = ContinuousClock()
        func subject(_ number: Int, at instant: Timestamp) -> DeadlineSubject {
            let sent = Occurrence("quote.sent", id: EventID(high: 0, low: UInt64(number)), at: instant)
            return DeadlineSubjects.initial(key: "quote:Q-\(number)").after([sent])
        }
        let subjects = (0..<deadlines).map { subject($0, at: start.advanced(by: .seconds(Int64($0)))) }
        var index = DueIndex(rules, []) { _ in [] }
        let making = clock.measure { index = DueIndex(rules, subjects) { _ in [] } }
        precondition(index.count == deadlines, "every deadline is open")
        guard let first = index.next(after: start) else { preconditionFailure("something falls due") }

        // An instant at which a hundred are due, and then one at which everything is, of which a page is read.
        var asked: [Double] = []
        var paged: [Double] = []
        let late = Timestamp(nanoseconds: .max)
        for round in 0..<max(rounds, 3) * 100 {
            let instant = first.advanced(by: .seconds(Int64(99 + round % 7)))
            var found = 0
            asked.append(milliseconds(clock.measure { found = index.due(asOf: instant).count }))
            precondition((95...110).contains(found), "\(found) are due")
            paged.append(milliseconds(clock.measure { found = index.due(asOf: late, limit: 1_000).count }))
            precondition(found == 1_000, "a page is full")
        }
        let changed = subjects.prefix(10_000).enumerated().map { number, _ in
            subject(number * 7 % deadlines, at: start.advanced(by: .seconds(Int64(deadlines + number))))
        }
        let moving = clock.measure { for subject in changed { index.update(subject) { _ in [] } } }
        precondition(index.count == deadlines, "none is lost")
        return [
            .bound(
                "alerts due as of t, \(Measurement.number(Double(deadlines))) open", "µs", median(asked) * 1_000,
                below: 1_000),
            .bound("the same, everything due, a page of 1,000", "µs", median(paged) * 1_000, below: 1_000),
            .figure("making that index", "s", milliseconds(making) / 1_000),
            .figure("taking in what happened to a subject", "µs", milliseconds(moving) * 1_000 / Double(changed.count)),
        ]
    }

    /// What `dealtrail alerts` asks of a trail with as many open deadlines, of which a hundred are due: of all subjects, and then of
    /// those in the outline that the first question left.
    func question() async throws -> [Measurement] {
        let scratch = try Scratch("alerts")
        defer { scratch.remove() }
        let trail = try await Trail.create(at: scratch.path, origin: "bench", by: Author("ops:bench"))
        let now = TrailOptions.systemClock()
        let lin = Author("rep:lin")
        func send(_ numbers: Range<Int>, at instant: Timestamp) async throws {
            let sent = try numbers.map { number in
                try NewEvent(QuoteSent(quote: QuoteID("Q-\(number)"), version: 1, owner: lin.id))
            }
            _ = try await trail.log.append(
                AppendRequest(sent, by: lin, id: CommandID("b-\(numbers.lowerBound)"), occurredAt: .at(instant)))
        }
        try await send(0..<100, at: now.advanced(by: .seconds(-60 * 86_400)))
        for start in stride(from: 100, to: deadlines, by: 1_000) {
            try await send(start..<min(start + 1_000, deadlines), at: now)
        }
        _ = try await trail.viewSet().rebuild()
        let filter = AlertFilter(rule: "quote-overdue")
        func ask() async throws -> Double {
            let clock = ContinuousClock()
            let start = clock.now
            let found = try await trail.alerts(asOf: .head, filter).alerts.count
            precondition(found == 100, "\(found) are due")
            return milliseconds(clock.now - start)
        }
        // A question about one rule asks all while there is no outline, and leaves none.
        var whole: [Double] = []
        for _ in 0..<max(rounds, 3) { whole.append(try await ask()) }
        let making = try await seconds { _ = try await trail.alerts() }
        var outlined: [Double] = []
        for _ in 0..<max(rounds, 3) * 10 { outlined.append(try await ask()) }
        try await trail.close()
        return [
            .figure("`alerts` of that trail, all subjects asked", "ms", median(whole)),
            .figure("the first about all rules, with the outline", "s", making),
            .figure("`alerts` out of the outline", "ms", median(outlined)),
        ]
    }

    private func milliseconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) * 1_000 + Double(attoseconds) / 1e15
    }
}
