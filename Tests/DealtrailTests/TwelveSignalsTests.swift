import Dealtrail
import Testing

/// Health by twelve signals, from the events to the alert and to what-if (`docs/features.md` row 115).
@Suite("Twelve signals")
struct TwelveSignalsTests {
    private static let rule: RuleName = "health-intervention"
    private static let day: Int64 = 86_400

    /// A customer who is looked after well, for a while: everything happens in the first days of January.
    private func customer(_ policy: SalesPolicy) async throws -> AlertTrail {
        let sales = try await AlertTrail("2026-01-01T00:00:00+08:00", policy: policy)
        try await sales.record(
            AccountCreated(account: "acme", owner: "rep:lin", tier: "A"), at: "2026-01-05T09:00:00+08:00")
        try await sales.record(
            OrderPlaced(order: "SO-1", account: "acme", amount: .cny("90000.00")), at: "2026-01-05T09:30:00+08:00")
        try await sales.record(SatisfactionRecorded(account: "acme", score: 90), at: "2026-01-05T10:00:00+08:00")
        for number in 1...4 {
            try await sales.record(
                CallConnected(call: CallID("C-\(number)"), account: "acme"), at: "2026-01-06T1\(number):00:00+08:00")
            try await sales.record(
                VisitCompleted(visit: VisitID("V-\(number)"), account: "acme"), at: "2026-01-07T1\(number):00:00+08:00")
        }
        try await sales.record(
            QuoteOpened(quote: "Q-1", version: 1, seconds: 1_800, account: "acme"), at: "2026-01-08T09:00:00+08:00")
        try await sales.record(
            CommitmentMade(commitment: "P-1", due: try instant("2026-02-02T12:00:00+08:00"), account: "acme"),
            at: "2026-01-08T10:00:00+08:00")
        return sales
    }

    private func score(_ sales: AlertTrail, at time: Timestamp) throws -> HealthScore {
        try #require(try sales.trail.health(of: "acme", asOf: .effective(time)))
    }

    /// The end of the first day at whose end the score is below 60.
    private func firstLow(_ sales: AlertTrail, from start: Timestamp) throws -> Timestamp {
        var day = start
        for _ in 0..<400 {
            if try score(sales, at: day.advanced(by: .nanoseconds(-1))).score < 60 { return day }
            day = day.advanced(by: .seconds(Self.day))
        }
        return try #require(nil)
    }

    @Test func `The fixture counts exactly its twelve, each with what it measured`() async throws {
        #expect(SalesPolicy.twelveSignals.version == "twelve-signals-1")
        let sales = try await customer(.twelveSignals)
        let at = try instant("2026-01-09T00:00:00+08:00")
        let score = try score(sales, at: at)
        #expect(score.factors.map(\.name) == SalesPolicy.twelveSignals.health.names && score.factors.count == 12)
        #expect(score.factors.reduce(0) { $0 + $1.weight } == 100 && score[.tier] == nil)
        #expect(score[.calls]?.measured == 4 && score[.visits]?.measured == 4 && score[.readingTime]?.measured == 30)
        #expect(score[.unansweredOpenings]?.measured == 1 && score[.brokenPromises]?.measured == 0)
        #expect(score[.complaints]?.measured == nil && score[.complaints]?.value == 100)
        // In the order of the factors, by the curves of the fixture: 10 + 6.53 + 9 + 10 + 10 + 10 + 4 + 3 + 5 + 10 + 5 + 4.
        #expect(score.score == "86.5" && score.band == .healthy)
        #expect(try await sales.trail.health(asOf: .effective(at)).scores == [score])
        let bonus = try await sales.trail.healthBonus(asOf: .effective(at)).bonuses.first
        #expect(bonus?.score == score.score && bonus?.effect == .zero)
    }

    @Test
    func `Below 60 at the end of two days running calls the manager with the talk pack, until the customer is well`()
        async throws
    {
        let sales = try await customer(.twelveSignals)
        let low = try firstLow(sales, from: try instant("2026-01-10T00:00:00+08:00"))
        let due = low.advanced(by: .seconds(Self.day))
        #expect(try score(sales, at: low.advanced(by: .nanoseconds(-1 - Self.day * 1_000_000_000))).score >= 60)
        sales.clock.set(due)
        #expect(try await sales.due(Self.rule, at: due.advanced(by: .nanoseconds(-1))) == [])
        let alert = try #require(try await sales.due(Self.rule, at: due).first)
        #expect(alert.due == due && alert.subject == "account:acme" && alert.policy == "twelve-signals-1")
        #expect(alert.tells == [.init(role: "regional-manager")])
        #expect(alert.suggestion?.rule == "talk-pack" && alert.suggestion?.text.contains("talk pack") == true)
        // One customer alone is answered from his own events.
        let alone = try await sales.trail.alerts(asOf: .head, AlertFilter(rule: Self.rule, subject: "account:acme"))
        let all = try await sales.trail.alerts(asOf: .head, AlertFilter(rule: Self.rule))
        #expect(alone.alerts == all.alerts && all.alerts.map(\.id) == [alert.id])
        try await sales.trail.tick(by: sales.engine)
        #expect(try sales.recorded(Self.rule).map(\.kind) == [AlertRaised.kind])
        // The manager steps in: calls and visits, nothing of the four fields but the follow-up.
        for number in 5...8 {
            try await sales.add(CallConnected(call: CallID("C-\(number)"), account: "acme"), at: sales.clock.now())
            try await sales.add(VisitCompleted(visit: VisitID("V-\(number)"), account: "acme"), at: sales.clock.now())
        }
        sales.clock.set(due.advanced(by: .seconds(Self.day)))
        #expect(try #require(try sales.trail.health(of: "acme")).score >= 60)
        try await sales.trail.tick(by: sales.engine)
        let last = try #require(try sales.recorded(Self.rule).last)
        #expect(last.kind == AlertResolved.kind)
        #expect(try last.decode(AlertResolved.self).how == .lapsed)
    }

    @Test func `A promise that falls due and calls that grow old move the day of the streak`() async throws {
        // The promise is over in the afternoon of the second of February, the calls of the sixth of January on the fifth.
        let sales = try await customer(.twelveSignals)
        let before = try instant("2026-02-02T12:00:00+08:00")
        #expect(try score(sales, at: before)[.brokenPromises]?.measured == 0)
        #expect(try score(sales, at: before.advanced(by: .nanoseconds(1)))[.brokenPromises]?.measured == 1)
        let aged = try instant("2026-02-05T11:00:00+08:00")
        #expect(try score(sales, at: aged.advanced(by: .nanoseconds(-1)))[.calls]?.measured == 4)
        #expect(try score(sales, at: aged)[.calls]?.measured == 3)
        let changes = try await sales.trail.healthChanges(
            from: .effective(before), to: .effective(try instant("2026-02-09T00:00:00+08:00")))
        let fall = try #require(changes.fallen.first)
        func kinds(_ name: HealthSignal) -> Set<HealthChange.Reason.Kind> {
            Set(fall.factors.first { $0.name == name }?.reasons.map(\.kind) ?? [])
        }
        #expect(kinds(.calls) == [.eventAged] && kinds(.brokenPromises) == [.timePassed])
    }

    @Test func `What-if from the standard policy says what the twelve would say, alerts included`() async throws {
        let sales = try await customer(.standard)
        sales.clock.set(try instant("2026-04-20T00:00:00+08:00"))
        // The answer of a log is of its last event: one today, that moves nothing.
        try await sales.add(AccountCreated(account: "globex", owner: "rep:wang"), at: sales.clock.now())
        let report = try await sales.trail.whatIf(.twelveSignals)
        let before = try await sales.trail.health(asOf: .known(position: try sales.trail.head().size - 1))
        let acme = try #require(report.accounts.first { $0.account == "acme" })
        #expect(acme.before.score == before.scores.first { $0.account == "acme" }?.score)
        #expect(acme.reasons.contains { $0.rule == "health.visits" && $0.measured == "0 visits in 90 days" })
        #expect(acme.reasons.contains { $0.rule == "health.tier" && $0.after == "not counted" })
        let streaks = report.alerts.filter { $0.rule == Self.rule && $0.account == "acme" }
        // The same log under the twelve from the beginning.
        let twin = try await customer(.twelveSignals)
        twin.clock.set(sales.clock.now())
        try await twin.add(AccountCreated(account: "globex", owner: "rep:wang"), at: twin.clock.now())
        let after = try #require(try twin.trail.health(of: "acme"))
        #expect(acme.after.score == after.score && acme.after.band == after.band)
        let filter = AlertFilter(rule: Self.rule, subject: "account:acme")
        let open = (
            before: try await sales.trail.alerts(asOf: .head, filter).alerts,
            after: try await twin.trail.alerts(asOf: .head, filter).alerts
        )
        #expect(streaks.compactMap(\.before?.due) == open.before.map(\.due))
        #expect(streaks.compactMap(\.after?.due) == open.after.map(\.due) && !open.after.isEmpty)
        #expect(open.before.map(\.due) != open.after.map(\.due), "the two see the streak begin on other days")
        // And back again.
        let back = try await twin.trail.whatIf(.standard)
        let returned = try #require(back.accounts.first { $0.account == "acme" })
        #expect(returned.before == acme.after && returned.after == acme.before)
        #expect(try await twin.trail.whatIf(.twelveSignals).isEmpty)
    }

    @Test func `Accounts that were merged count together, and what was known before stays`() async throws {
        let sales = try await customer(.twelveSignals)
        try await sales.record(AccountCreated(account: "globex"), at: "2026-01-09T00:00:00+08:00")
        try await sales.record(
            ComplaintRecorded(complaint: "K-1", account: "globex", topic: "delay"), at: "2026-01-09T01:00:00+08:00")
        let position = try sales.trail.head().size - 1
        let known = try await sales.trail.health(asOf: .known(position: position)).scores
        try await sales.record(AccountsMerged(account: "acme", absorbed: "globex"), at: "2026-01-09T02:00:00+08:00")
        let merged = try await sales.trail.health()
        #expect(merged.scores.count == 1 && merged.scores.first?[.complaints]?.measured == 1)
        #expect(try sales.trail.health(of: "globex")?.factors == merged.scores.first?.factors)
        #expect(try await sales.trail.health(asOf: .known(position: position)).scores == known && known.count == 2)
        try await sales.record(AccountsSplit(account: "acme", restored: "globex"), at: "2026-01-09T03:00:00+08:00")
        let split = try await sales.trail.health().scores
        #expect(split.first { $0.account == "acme" }?[.complaints]?.measured == nil && split.count == 2)
    }

    @Test func `What has no time is left out, and the answer says so`() async throws {
        let sales = try await customer(.twelveSignals)
        let size = try sales.trail.head().size
        _ = try await sales.trail.log.append(
            AppendRequest(
                [try NewEvent(QuoteOpened(quote: "Q-9", version: 1, seconds: 60, account: "acme"))],
                by: Author("rep:lin"), id: CommandID("e-\(size)"), occurredAt: .unknown))
        let at = sales.clock.now()
        let all = try await sales.trail.health(asOf: .effective(at))
        let one = try #require(try sales.trail.healthAnswer(of: "acme", asOf: .effective(at)))
        #expect(all.stamp.undated == 1 && one.stamp.undated == 1)
        #expect(all.scores.first?[.readingTime]?.measured == 30 && one.score == all.scores.first)
    }

    @Test func `An event that the signals cannot fold stops those answers that need them, and no others`() async throws
    {
        for policy in [SalesPolicy.standard, .twelveSignals] {
            let sales = try await customer(policy)
            let size = try sales.trail.head().size
            // A quote that is a number.
            let payload = CBORValue.map([.number(1): .unsigned(7), .number(2): .unsigned(1)]).canonical
            let bad = NewEvent(
                kind: QuoteOpened.kind, version: 1, stream: "quote:Q-7", tags: ["account:acme"], payload: payload)
            _ = try await sales.trail.log.append(
                AppendRequest([bad], by: Author("rep:lin"), id: "bad", occurredAt: .at(sales.clock.now())))
            guard policy.health.needsSignals else {
                #expect(try await sales.trail.health().scores.count == 1)
                continue
            }
            let fault = await #expect(throws: ViewFault.self) { try await sales.trail.health() }
            #expect(fault?.position == size && fault?.view.name == CustomerSignals.name)
            #expect(throws: ViewFault.self) { try sales.trail.health(of: "acme") }
            #expect(try await sales.trail.health(asOf: .known(position: size - 1)).scores.count == 1)
            try await sales.trail.viewSet().view(CustomerSignals.name)
                .skip(position: size, by: Author("ops:wu"), reason: "a quote that is a number")
            let report = try await sales.trail.health()
            #expect(report.stamp.skipped == 1 && report.scores.first?[.readingTime]?.measured == 30)
        }
    }
}
