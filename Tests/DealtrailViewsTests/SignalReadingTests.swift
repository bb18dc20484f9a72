import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import Testing

@testable import DealtrailViews

/// What each behaviour counts, and from when until when (`docs/health.md`).
@Suite struct SignalReadingTests {
    static let now = time("2026-06-30T00:00:00Z")
    static let days = 30

    static func state(_ trail: TestTrail, _ account: String = "acme") throws -> CustomerSignals.State? {
        try trail.states(of: CustomerSignals.self)["account:\(account)"]
    }

    private static func value(
        _ signal: HealthSignal, _ trail: TestTrail, at time: Timestamp = now, over days: Int = days
    ) throws -> ScaledDecimal? {
        SignalReading(signal, of: try state(trail), at: time, over: days).value
    }

    private static func ticks(_ instant: Timestamp, _ count: Int64) -> Timestamp {
        Timestamp(nanoseconds: instant.nanoseconds + count)
    }

    private static let start = Timestamp(nanoseconds: now.nanoseconds - Int64(days) * 86_400_000_000_000)

    /// One event of each kind that is counted, with what it adds to a signal.
    private static let counted: [(HealthSignal, any Event)] = [
        (.calls, CallConnected(call: "C", account: "acme")),
        (.visits, VisitCheckedIn(visit: "V", account: "acme")),
        (.visits, VisitCompleted(visit: "V", account: "acme")),
        (.visits, MeetingHeld(meeting: "M", account: "acme")),
        (.readingTime, QuoteOpened(quote: "Q", version: 1, seconds: 60, account: "acme")),
        (.unansweredOpenings, QuoteOpened(quote: "Q", version: 1, account: "acme")),
        (.feedback, CustomerFeedbackReceived(account: "acme")),
        (.quoteEdits, QuoteLinePriceChanged(quote: "Q", line: "L", account: "acme")),
        (.quoteEdits, QuoteDiscountApplied(quote: "Q", percent: 3, account: "acme")),
        (.quoteEdits, QuoteLineRemoved(quote: "Q", line: "L", product: "P", account: "acme")),
        (.rejections, QuoteRejected(quote: "Q", version: 1, account: "acme")),
        (.competitorOffers, CompetitorOfferReported(account: "acme")),
        (.complaints, ComplaintRecorded(complaint: "K", account: "acme", topic: "delay")),
        (.waitingTickets, TicketOpened(ticket: "T", category: "technical-support", account: "acme")),
    ]

    @Test(arguments: counted.indices)
    func `An event counts from its own time for exactly the trailing days`(_ index: Int) throws {
        let (signal, event) = Self.counted[index]
        // From one tick after the start of the window up to its end, both of the event and of the question.
        for (at, value) in [
            (Self.ticks(Self.start, 0), 0), (Self.ticks(Self.start, 1), 1), (Self.now, 1),
            (Self.ticks(Self.now, 1), nil),
        ] as [(Timestamp, ScaledDecimal?)] {
            var trail = TestTrail()
            try trail.append(event, at: .at(at))
            #expect(try Self.value(signal, trail) == value, "\(signal) at \(at)")
        }
        var trail = TestTrail()
        #expect(try Self.value(signal, trail) == nil, "\(signal): what was never recorded is not zero")
        try trail.append(event, at: .unknown)
        #expect(try Self.value(signal, trail) == nil, "\(signal): what has no time cannot be placed")
        #expect(try Self.state(trail)?.undated == 1)
    }

    @Test func `Each signal but those of promises, payments and answers is among what is counted`() {
        let others: Set<HealthSignal> = [.brokenPromises, .latePayments, .answerTime]
        #expect(Set(Self.counted.map(\.0)).union(others) == Set(HealthSignal.behaviours))
        #expect(HealthSignal.behaviours.count >= 12)
        #expect(HealthSignal.behaviours.allSatisfy { $0.unit?.hasSuffix("s") == true && !$0.events.isEmpty })
    }

    @Test func `A check-in and its completion are one visit, as long as either counts`() throws {
        var trail = TestTrail()
        try trail.append(VisitCheckedIn(visit: "V-1", account: "acme"), at: .at(Self.start))
        try trail.append(VisitCompleted(visit: "V-1", account: "acme"), at: .at(Self.ticks(Self.start, 5)))
        try trail.append(VisitCompleted(visit: "V-2", account: "acme"), at: .at(Self.now))
        #expect(try Self.value(.visits, trail) == 2)
        #expect(try Self.value(.visits, trail, at: Self.ticks(Self.now, -1)) == 1)
        #expect(try Self.value(.visits, trail, at: Self.ticks(Self.now, 5)) == 1)
    }

    @Test func `Reading time adds up seconds, rounded down, and leaves out what nobody timed`() throws {
        var trail = TestTrail()
        try trail.append(QuoteOpened(quote: "Q", version: 1, account: "acme"), at: .at("2026-06-01T00:00:00Z"))
        #expect(try Self.value(.readingTime, trail) == nil, "an opening that nobody timed is not zero minutes")
        for seconds in [599, 0] {
            try trail.append(
                QuoteOpened(quote: "Q", version: 1, seconds: seconds, account: "acme"), at: .at("2026-06-02T00:00:00Z"))
        }
        #expect(try Self.value(.readingTime, trail)?.description == "9.983333")
        try trail.append(
            QuoteOpened(quote: "Q", version: 1, seconds: 1, account: "acme"), at: .at("2026-06-02T00:00:00Z"))
        #expect(try Self.value(.readingTime, trail) == 10)
    }

    @Test(
        arguments: [
            CustomerFeedbackReceived(account: "acme", quote: "Q-1"),
            QuoteAccepted(quote: "Q-1", version: 1, account: "acme"),
            QuoteRejected(quote: "Q-1", version: 1, account: "acme"),
            QuoteVersionStarted(quote: "Q-1", version: 2, account: "acme"),
        ] as [any Event])
    func `An answer about a quote settles its openings before it, and no others`(_ answer: any Event) throws {
        var trail = TestTrail()
        for quote in ["Q-1", "Q-2", "Q-1"] as [QuoteID] {
            try trail.append(QuoteOpened(quote: quote, version: 1, account: "acme"), at: .at("2026-06-20T00:00:00Z"))
        }
        #expect(try Self.value(.unansweredOpenings, trail) == 3)
        try trail.append(answer, at: .at("2026-06-21T00:00:00Z"))
        #expect(try Self.value(.unansweredOpenings, trail) == 1)
        #expect(try Self.value(.unansweredOpenings, trail, at: time("2026-06-20T23:59:59Z")) == 3, "as it was before")
        try trail.append(QuoteOpened(quote: "Q-1", version: 1, account: "acme"), at: .at("2026-06-22T00:00:00Z"))
        #expect(try Self.value(.unansweredOpenings, trail) == 2)
        try trail.append(CustomerFeedbackReceived(account: "acme"), at: .at("2026-06-23T00:00:00Z"))
        #expect(
            try Self.value(.unansweredOpenings, trail) == 2, "an answer about nothing in particular settles nothing")
    }

    @Test func `A promise is broken strictly after its time, for the trailing days, unless it was kept by then`() throws
    {
        let due = time("2026-06-10T00:00:00Z")
        var trail = TestTrail()
        try trail.append(CommitmentMade(commitment: "P", due: due, account: "acme"), at: .at("2026-05-01T00:00:00Z"))
        func broken(_ ticks: Int64, days: Int = 0) throws -> ScaledDecimal? {
            try Self.value(.brokenPromises, trail, at: Self.ticks(due, ticks + Int64(days) * 86_400_000_000_000))
        }
        #expect(try [broken(0), broken(1)] == [0, 1])
        #expect(try [broken(-1, days: Self.days), broken(0, days: Self.days)] == [1, 0])
        let before = trail
        try trail.append(CommitmentFulfilled(commitment: "P", account: "acme"), at: .at(Self.ticks(due, 1)))
        #expect(try broken(1) == 1, "kept a tick too late")
        trail = before
        try trail.append(CommitmentFulfilled(commitment: "P", account: "acme"), at: .at(due))
        #expect(try broken(1) == 0, "kept at its time")
        trail = before
        try trail.append(
            CommitmentExtended(commitment: "P", due: Self.ticks(due, 9), account: "acme"), at: .at(due))
        #expect(try [broken(9), broken(10)] == [0, 1], "put off")
        #expect(try Self.value(.brokenPromises, TestTrail()) == nil)
    }

    @Test func `An instalment is late strictly after its day unless it was paid in full by then`() throws {
        let due = time("2026-06-10T00:00:00Z")
        func late(_ payments: [(Money, Timestamp)], amount: Money? = .cny(100), ticks: Int64 = 1) throws
            -> ScaledDecimal?
        {
            var trail = TestTrail()
            try trail.append(
                InstalmentScheduled(instalment: "I", contract: "C", due: due, amount: amount, account: "acme"),
                at: .at("2026-05-01T00:00:00Z"))
            for (index, (paid, at)) in payments.enumerated() {
                try trail.append(
                    PaymentReceived(
                        payment: PaymentID("P-\(index)"), contract: "C", amount: paid, instalment: "I", account: "acme"),
                    at: .at(at))
            }
            return try Self.value(.latePayments, trail, at: Self.ticks(due, ticks))
        }
        #expect(try [late([], ticks: 0), late([])] == [0, 1])
        #expect(try late([(.cny(60), due), (.cny(40), due)]) == 0)
        #expect(try late([(.cny(60), due), (.cny(40), Self.ticks(due, 1))]) == 1, "the rest a tick too late")
        #expect(try [late([(.cny("99.99"), due)]), late([(Money(100, .eur), due)])] == [1, 1])
        #expect(try [late([(.cny(1), due)], amount: nil), late([], amount: nil)] == [0, 1])
    }

    @Test func `The time of an answer is that of the first, on average over the answers that count`() throws {
        var trail = TestTrail()
        for (ticket, hours) in [("T-1", 2), ("T-2", 5)] as [(TicketID, Int64)] {
            try trail.append(
                TicketOpened(ticket: ticket, category: "technical-support", account: "acme"),
                at: .at("2026-06-20T00:00:00Z"))
            #expect(try Self.value(.answerTime, trail) == (ticket == "T-1" ? nil : 2))
            try trail.append(
                TicketAnswered(ticket: ticket, account: "acme"),
                at: .at(time("2026-06-20T00:00:00Z").advanced(by: .seconds(hours * 3_600))))
        }
        try trail.append(TicketResolved(ticket: "T-1", account: "acme"), at: .at("2026-06-25T00:00:00Z"))
        #expect(try [Self.value(.answerTime, trail), Self.value(.waitingTickets, trail)] == ["3.5", 0])
        // The last tick of an hour is not reached too early.
        try trail.append(
            TicketOpened(ticket: "T-3", category: "technical-support", account: "acme"), at: .at("2026-06-20T00:00:00Z")
        )
        try trail.append(
            TicketResolved(ticket: "T-3", account: "acme"), at: .at(Self.ticks(time("2026-06-20T03:30:00Z"), -1)))
        #expect(try Self.value(.answerTime, trail)?.description == "3.499999")
        #expect(try Self.value(.answerTime, trail, at: time("2026-08-30T00:00:00Z")) == nil, "nobody answered since")
    }

    @Test func `Accounts that are one customer count together, in whatever order they are recorded`() throws {
        var trail = TestTrail()
        try trail.append(AccountCreated(account: "acme"), at: .at("2026-01-01T00:00:00Z"))
        try trail.append(AccountCreated(account: "globex"), at: .at("2026-01-01T00:00:00Z"))
        try trail.append(QuoteOpened(quote: "Q", version: 1, account: "globex"), at: .at("2026-06-20T00:00:00Z"))
        try trail.append(QuoteOpened(quote: "Q", version: 1, account: "acme"), at: .at("2026-06-10T00:00:00Z"))
        try trail.append(
            CustomerFeedbackReceived(account: "acme", quote: "Q"), at: .at("2026-06-15T00:00:00Z"))
        func values() throws -> [ScaledDecimal?] {
            let customers = CustomerSignals.customers(
                Array(try trail.states(of: CustomerSignals.self).values),
                of: try trail.states(of: CustomerHealth.self).values)
            return ["acme", "globex"].map { account in
                customers[account].flatMap {
                    SignalReading(.unansweredOpenings, of: $0, at: Self.now, over: Self.days).value
                }
            }
        }
        #expect(try values() == [0, 1])
        try trail.append(AccountsMerged(account: "acme", absorbed: "globex"), at: .at("2026-06-21T00:00:00Z"))
        #expect(try values() == [1, nil])
        try trail.append(AccountsSplit(account: "acme", restored: "globex"), at: .at("2026-06-22T00:00:00Z"))
        #expect(try values() == [0, 1])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `A state answers for any time before its own`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var trail = TestTrail()
        for index in 0..<60 {
            let at = Self.start.advanced(by: .seconds(Int64.random(in: -20...30, using: &random) * 86_400))
            let quote = QuoteID("Q-\(index % 3)")
            let (promise, ticket) = (CommitmentID("P-\(index % 4)"), TicketID("T-\(index % 4)"))
            let events: [any Event] = [
                CallConnected(call: "C", account: "acme"),
                VisitCheckedIn(visit: VisitID("V-\(index % 5)"), account: "acme"),
                QuoteOpened(quote: quote, version: 1, seconds: index, account: "acme"),
                CustomerFeedbackReceived(account: "acme", quote: quote),
                CommitmentMade(commitment: promise, due: at.advanced(by: .seconds(86_400)), account: "acme"),
                CommitmentFulfilled(commitment: promise, account: "acme"),
                TicketOpened(ticket: ticket, category: "technical-support", account: "acme"),
                TicketAnswered(ticket: ticket, account: "acme"),
            ]
            try trail.append(try #require(events.randomElement(using: &random)), at: .at(at))
        }
        let last = try Self.state(trail)
        for day in -20...30 {
            let at = Self.start.advanced(by: .seconds(Int64(day) * 86_400))
            let then = try trail.states(of: CustomerSignals.self, effective: at)["account:acme"]
            for signal in HealthSignal.behaviours {
                let (one, other) = (
                    SignalReading(signal, of: last, at: at, over: 9), SignalReading(signal, of: then, at: at, over: 9)
                )
                #expect(one.value == other.value && one.events == other.events, "seed \(seed), day \(day), \(signal)")
            }
        }
    }
}
