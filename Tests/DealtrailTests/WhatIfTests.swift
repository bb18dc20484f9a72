import Dealtrail
import Foundation
import Testing

/// What other rules would have changed, on a trail whose answers are known.
@Suite("What if")
struct WhatIfTests {
    private let directory = FileManager.default.temporaryDirectory.appending(path: "dealtrail-whatif-\(UUID())").path()
    private let lin = Author("rep:lin", onBehalfOf: "manager:zhou")
    private let wu = Author("manager:wu")

    /// Three quotes of one line at a list price of 100: Q-1 sent at 97.50, Q-2 refused at 95.00, Q-3 approved and sent at 95.00.
    private func prepared(_ catalog: Catalog = .sales) async throws -> Trail {
        let trail = try await Trail.create(
            at: directory, origin: "example.com/test", by: wu, catalog: catalog,
            options: TrailOptions(mapSize: 1 << 30, clock: SteppingClock().now))
        try await handle(trail, Account.create("acme", owner: "rep:lin", tier: "B"))
        try await handle(trail, PriceList.set("2026", product: "pump", to: .cny("100.00")))
        for (quote, price) in [("Q-1", "97.50"), ("Q-2", "95.00"), ("Q-3", "95.00")] as [(QuoteID, String)] {
            try await handle(trail, Quote.create(quote, account: "acme", owner: "rep:lin"))
            try await handle(trail, Quote.addLine(quote, line: "L-1", product: "pump", quantity: 10, list: "2026"))
            let amount = try #require(ScaledDecimal(price))
            try await handle(
                trail, Quote.changePrice(quote, line: "L-1", to: Money(amount, .cny), reason: "competitor offer"))
            guard quote == "Q-3" else { continue }
            try await handle(
                trail,
                Approval.request(
                    "A-3", for: "Q-3", customer: "acme", standardQuote: .cny("1000.00"), requestedDiscount: 5,
                    expectedMargin: "18.4", riskNote: "none",
                    approvers: [
                        "regional-manager": "manager:wu", "finance-supervisor": "finance:zhao",
                        "general-manager": "gm:qian",
                    ]))
            for approver in ["manager:wu", "finance:zhao", "gm:qian"] as [ActorID] {
                try await handle(trail, Approval.decide("A-3", .approved), by: Author(approver))
            }
        }
        for quote in ["Q-1", "Q-2", "Q-3"] as [QuoteID] {
            let sent = try await trail.handle(
                Quote.send(quote, document: ContentDigest(of: [])), by: lin, id: CommandID("send-\(quote)"))
            #expect((sent.refusal == nil) == (quote != "Q-2"), "\(quote): \(sent)")
        }
        return trail
    }

    private func handle(_ trail: Trail, _ command: any Command, by author: Author? = nil) async throws {
        let size = try trail.head().size
        let handled = try await trail.handle(command, by: author ?? lin, id: CommandID("c-\(size)"))
        #expect(handled.refusal == nil, "\(handled)")
    }

    private func policy(_ version: String, _ change: (inout SalesPolicy) -> Void) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.version = version
        change(&policy)
        return policy
    }

    @Test func `A stricter band names the quote, the person, the event and the rule, and what nobody knows`()
        async throws
    {
        let trail = try await prepared()
        let size = try trail.head().size
        let report = try await trail.whatIf(policy("stricter") { $0.pricing.tolerance = 2 })
        #expect(report.decisions.count == 1 && report.drifted.isEmpty && report.unknown.isEmpty)
        let blocked = try #require(report.decisions.first)
        #expect(blocked.effect == .blocked && blocked.rule == "price.band" && blocked.command == "quote.send")
        #expect(blocked.entity == "quote:Q-1" && blocked.author == "rep:lin" && blocked.onBehalfOf == "manager:zhou")
        #expect(blocked.before == "quote.sent" && blocked.after.contains("2.50 % below its list price"))
        #expect(blocked.inputs["tolerance"] == "2" && blocked.unknown?.contains("approval") == true)
        let event = try #require(try trail.event(at: blocked.position))
        #expect(event.id == blocked.event && event.kind == "quote.sent")
        #expect(report.sums.count == 1 && report.sums[0].decisions == 1 && report.sums[0].author == "rep:lin")
        #expect(report.accounts.isEmpty && report.customers == 1)
        #expect(try trail.head().size == size, "the log is untouched")
        try await trail.close()
    }

    @Test func `At the edge of a band it is refused, and one tick inside it is not`() async throws {
        let trail = try await prepared()
        let edge = try await trail.whatIf(policy("edge") { $0.pricing.tolerance = "2.5" })
        #expect(edge.decisions.map(\.entity) == ["quote:Q-1"])
        let inside = try await trail.whatIf(policy("inside") { $0.pricing.tolerance = "2.51" })
        #expect(inside.isEmpty)
        try await trail.close()
    }

    @Test func `A looser band frees what was refused, and spares an approval`() async throws {
        let trail = try await prepared()
        let report = try await trail.whatIf(policy("looser") { $0.pricing.tolerance = 6 })
        #expect(report.decisions.map(\.effect) == [.freed, .decidedOtherwise])
        #expect(report.decisions.map(\.entity) == ["quote:Q-2", "quote:Q-3"])
        #expect(report.decisions[0].before.hasPrefix("refused by price.band"))
        #expect(report.decisions.map(\.rule) == ["price.band", "pricing"])
        #expect(report.decisions[1].before.contains("A-3") && report.decisions[1].after.contains("none"))
        try await trail.close()
    }

    @Test func `Another approval chain would have asked others, whose answer nobody knows`() async throws {
        let trail = try await prepared()
        let other = policy("chain") { $0.approval.routes = [ApprovalRules.Route(chain: ["finance-supervisor"])] }
        let report = try await trail.whatIf(other)
        let request = try #require(report.decisions.first { $0.command == "approval.request" })
        #expect(request.entity == "approval:A-3" && request.effect == .decidedOtherwise, "\(request)")
        #expect(request.unknown != nil)
        #expect(request.rule == "approval", "none refuses: the section that differs is named")
        let several = try await trail.whatIf(
            policy("several") {
                $0.approval = other.approval
                $0.health.interventionBelow = 0
            })
        #expect(several.decisions.map(\.rule) == report.decisions.map { _ in "approval" }, "health decides nothing")
        let both = try await trail.whatIf(
            policy("both") {
                $0.approval = other.approval
                $0.pricing.tolerance = 6
                var book = $0.book
                book.ownEvents = ["trial.started"]
                $0.rules = book
            })
        let named = both.decisions.filter { $0.effect == .decidedOtherwise }.map { "\($0.command): \($0.rule ?? "")" }
        #expect(named == ["approval.request: approval", "quote.send: pricing"], "each by its own section: \(named)")
        try await trail.close()
    }

    @Test func `Under the policy in force there is no difference, and two answers are one`() async throws {
        let trail = try await prepared()
        let same = try await trail.whatIf(.standard)
        #expect(same.isEmpty && same.decided == 19, "\(same)")
        let renamed = try await trail.whatIf(policy("renamed") { _ in })
        #expect(renamed.isEmpty)
        let stricter = policy("stricter") { $0.pricing.tolerance = 2 }
        let (first, second) = (try await trail.whatIf(stricter), try await trail.whatIf(stricter))
        #expect(first == second)
        #expect(try JSONText.encode(first) == JSONText.encode(second))
        try await trail.close()
    }

    @Test func `Customers are rated under both policies`() async throws {
        let trail = try await prepared()
        try await handle(trail, Order.place("SO-1", account: "acme", amount: .cny("60000.00")))
        let report = try await trail.whatIf(
            policy("other") { policy in
                policy.tiering.thresholds = [.init("A", above: .cny("59999.99")), .init("B", above: .cny(59_000))]
                policy.health.interventionBelow = 0
            })
        let acme = try #require(report.accounts.first)
        #expect(report.decisions.isEmpty && report.accounts.count == 1)
        #expect(acme.account == "acme" && acme.owner == "rep:lin")
        #expect(acme.before.tier == "B" && acme.after.tier == "A")
        #expect(acme.before.band == .intervene && acme.after.band == .watch && acme.difference == 0)
        // Each rule with the event that it looked at: here the order, which is the last of all that moved the score.
        #expect(acme.reasons.map(\.rule) == ["health.intervention-below", "tiering"], "\(acme.reasons)")
        #expect(acme.reasons.map(\.before) == ["60", "B"] && acme.reasons.map(\.after) == ["0", "A"])
        let order = try trail.head().size - 1
        #expect(acme.reasons.allSatisfy { $0.event?.position == order }, "\(acme.reasons)")
        #expect(report.accountSums.map(\.rule) == ["health.intervention-below", "tiering"])
        #expect(report.accountSums.allSatisfy { $0.owner == "rep:lin" && $0.count == 1 && $0.effect == nil })
        let edge = try await trail.whatIf(
            policy("edge") {
                $0.tiering.thresholds = [.init("A", above: .cny(60_000)), .init("B", above: .cny(60_000))]
            })
        #expect(edge.accounts.first?.after.tier == "C", "exactly the threshold is not above it")
        try await trail.close()
    }

    @Test func `Whose bonus would differ is named, with the scores of both sides`() async throws {
        let trail = try await prepared()
        let score = try #require(try trail.health(of: "acme")?.score)
        let same = try await trail.whatIf(policy("same") { $0.rules = $0.book })
        #expect(same.bonuses.isEmpty)
        // The score lies below 70 in both; at a line of the score itself nothing is lost any more.
        #expect(score < 70)
        let report = try await trail.whatIf(
            policy("milder") { policy in
                var book = policy.book
                book.thresholds = [ThresholdRule("health-bonus", .below, score, effect: -15)]
                policy.rules = book
            })
        let impact = try #require(report.bonuses.first)
        #expect(report.bonuses.count == 1 && impact.rep == "rep:lin" && impact.customers == 1 && !report.isEmpty)
        #expect(impact.why?.rule == "threshold.health-bonus" && impact.why?.version == "milder")
        #expect(impact.why?.events.isEmpty == false)
        #expect(impact.effectBefore == -15 && impact.effectAfter == 0 && impact.scoreBefore == impact.scoreAfter)
        #expect(try await trail.healthBonus().bonuses.map(\.effect) == [-15])
        try await trail.close()
    }

    @Test func `Alerts that a shorter or longer deadline would raise, spare or move are named`() async throws {
        let trail = try await prepared()
        // The clock steps by a second a look: all quotes were sent within the last minutes.
        #expect(try await trail.whatIf(.standard).alerts.isEmpty)
        func deadline(_ allows: WorkDuration, in policy: inout SalesPolicy) {
            var book = policy.book
            guard var rule = book.deadline("quote-overdue") else { return }
            rule.allows = allows
            rule.calendar = .always
            book.deadlines = book.deadlines.map { $0.name == rule.name ? rule : $0 }
            policy.rules = book
        }
        let short = try await trail.whatIf(policy("short") { deadline(.minutes(0), in: &$0) })
        #expect(short.alerts.map(\.effect) == [.raised] && !short.isEmpty)
        #expect(
            short.alerts.map(\.subject) == ["quote:Q-1"],
            "Q-2 was never sent, and Q-3 only now: it is missed strictly after its due time")
        let raised = try #require(short.alerts.first)
        #expect(raised.rule == "quote-overdue" && raised.before == nil && raised.owner == "rep:lin")
        #expect(short.alertSums.map(\.rule) == ["quote-overdue"] && short.alertSums.map(\.effect) == [.raised])
        #expect(short.alertSums.map(\.owner) == ["rep:lin"] && short.alertSums.map(\.count) == [1])
        #expect(raised.account == "acme" && raised.after?.tells.map(\.role) == ["rep", "sales-assistant"])
        // In force now: what was raised would be spared by the standard policy, and moved by one in between.
        _ = try await trail.publish(policy("short") { deadline(.minutes(0), in: &$0) }, by: wu, id: "publish-short")
        let spared = try await trail.whatIf(.standard)
        #expect(spared.alerts.map(\.effect) == [.spared, .spared] && spared.alerts.allSatisfy { $0.after == nil })
        #expect(try await trail.whatIf(policy("short") { deadline(.minutes(0), in: &$0) }).isEmpty)
        try await trail.close()
    }

    @Test func `Alerts that are compared are those of the whole lists, whatever the candidate changes`() async throws {
        let trail = try await prepared()
        for number in 1...4 {
            try await handle(
                trail, Account.create(AccountID("c-\(number)"), owner: "rep:lin", tier: number < 3 ? "A" : "C"))
        }
        let last = try #require(try trail.event(at: trail.head().size - 1)?.recordedAt)
        let end = last.advanced(by: .seconds(20 * 86_400))
        var changes: [(String, (inout SalesPolicy) -> Void)] = [
            ("bands alone", { $0.pricing.tolerance = 2 }), ("lines of the bands", { $0.health.interventionBelow = 90 }),
            ("weights", { ($0.health.tierWeight, $0.health.recency.weight) = (45, 5) }),
            ("worth", { $0.health.unknownTier = 0 }),
        ]
        func book(_ name: String, _ change: @escaping (inout RuleBook) -> Void) {
            changes.append(
                (
                    name,
                    { policy in
                        var book = policy.book
                        change(&book)
                        policy.rules = book
                    }
                ))
        }
        book("no rungs") { book in for index in book.deadlines.indices { book.deadlines[index].ladder = [] } }
        book("longer") { book in for index in book.deadlines.indices { book.deadlines[index].allows = .days(19) } }
        book("roles") { $0.roles.removeAll() }
        book("calendars") { book in for index in book.calendars.indices { book.calendars[index].days = [.monday] } }
        book("streak") { book in for index in book.streaks.indices { book.streaks[index].length = 40 } }
        book("milder streak") { book in for index in book.streaks.indices { book.streaks[index].value = 30 } }
        book("no streak") { $0.streaks.removeAll() }
        let point = AsOf.known(at: end)
        let inForce = try await trail.alerts(asOf: point).alerts
        #expect(Set(inForce.map(\.form)) == [.deadline, .streak])
        var different = 0
        for (name, change) in changes {
            let candidate = policy(name, change)
            let whole = AlertImpact.compare(inForce, try await trail.alerts(asOf: point, under: candidate).alerts)
            let report = try await trail.whatIf(candidate, during: Timestamp(nanoseconds: 0)...end)
            #expect(report.alerts == whole, "\(name)")
            different += whole.isEmpty ? 0 : 1
        }
        #expect(different >= 6, "what is compared differs")
        try await trail.close()
    }

    @Test func `Alerts about events of a host service are compared, which no view keeps`() async throws {
        let candidate = OwnEventAlertTests.policy()
        let sales = try await AlertTrail()
        try await sales.record(
            OwnEventAlertTests.TrialStarted(account: "acme"), at: "2026-03-02T10:00:00+08:00")
        let due = try instant("2026-03-09T10:00:00+08:00")
        sales.clock.set(due)
        #expect(try await sales.trail.whatIf(candidate, during: Timestamp(nanoseconds: 0)...due).alerts.isEmpty)
        let first = due.advanced(by: .nanoseconds(1))
        sales.clock.set(first)
        let period = Timestamp(nanoseconds: 0)...first
        let raised = try await sales.trail.whatIf(candidate, during: period).alerts
        #expect(raised.map(\.effect) == [.raised] && raised.map(\.rule) == ["trial-end"])
        #expect(raised.map(\.subject) == ["account:acme"] && raised.map(\.owner) == ["rep:lin"])

        // In force, it is what the standard policy would spare, and no difference to itself.
        let wu = Author("ops:wu")
        _ = try await sales.trail.publish(candidate, by: wu, id: "publish")
        #expect(try await sales.trail.whatIf(candidate).alerts.isEmpty)
        #expect(try await sales.trail.whatIf(.standard).alerts.map(\.effect) == [.spared])
        // A candidate that changes one rule alone is compared by it alone: what is left needs no log.
        var other = candidate
        other.version = "other"
        var book = other.book
        book.deadlines = book.deadlines.filter { $0.name != "quote-overdue" }
        other.rules = book
        #expect(AlertRules(candidate).differing(from: AlertRules(other)).beyond.isEmpty)
        #expect(!AlertRules(candidate).beyond.isEmpty)
        try await sales.trail.close()
    }

    @Test func `A period takes both of its ends in`() async throws {
        let trail = try await prepared()
        let stricter = policy("stricter") { $0.pricing.tolerance = 2 }
        let blocked = try #require(try await trail.whatIf(stricter).decisions.first)
        let tick = Timestamp(nanoseconds: blocked.recordedAt.nanoseconds + 1)
        let before = Timestamp(nanoseconds: blocked.recordedAt.nanoseconds - 1)
        let (start, end) = (Timestamp(nanoseconds: 0), Timestamp(nanoseconds: .max / 2))
        #expect(try await trail.whatIf(stricter, during: blocked.recordedAt...blocked.recordedAt).decisions.count == 1)
        #expect(try await trail.whatIf(stricter, during: tick...end).decisions.isEmpty)
        #expect(try await trail.whatIf(stricter, during: start...before).decisions.isEmpty)
        try await trail.close()
    }

    @Test func `A command that this build does not know is counted and not guessed at`() async throws {
        let trail = try await prepared()
        try await trail.close()
        let known = Catalog.sales.commands.values.filter { $0.kind != "quote.send" }
        let poorer = Catalog(events: [QuoteSent.self], commands: known)
        let other = try await Trail.open(at: directory, catalog: poorer)
        let report = try await other.whatIf(policy("stricter") { $0.pricing.tolerance = 2 })
        #expect(report.decisions.isEmpty && report.unknown == [.init(kind: "quote.send", count: 3)])
        try await other.close()
    }

    @Test func `What this build decides otherwise than recorded is told apart from what the rules do`() async throws {
        let trail = try await prepared()
        let send = Quote.send("Q-2", document: ContentDigest(of: [1]))
        let record = try trail.command(send, by: lin, id: "old")
        let event = try NewEvent(
            QuoteSent(quote: "Q-2", version: 1, document: ContentDigest(of: [1]), account: "acme"))
        let size = try trail.head().size
        _ = try await trail.log.append(
            AppendRequest([event], by: lin, id: "old", command: record.canonical))
        let report = try await trail.whatIf(.standard)
        #expect(report.drifted == [size] && report.decisions.isEmpty)
        try await trail.close()
    }

    @Test func `Recording an evaluation appends one event, with candidate and result among the blobs`() async throws {
        let trail = try await prepared()
        let candidate = policy("stricter") { $0.pricing.tolerance = 2 }
        let report = try await trail.whatIf(candidate)
        let size = try trail.head().size
        let receipt = try #require(try await trail.record(report, of: candidate, by: wu).receipt)
        #expect(receipt.position == size && receipt.positions.count == 1)
        let event = try #require(try trail.event(at: size)).decode(PolicyImpactEvaluated.self)
        #expect(event.decisions == 1 && event.customers == 0 && event.to == size - 1)
        let text = try #require(try trail.log.blobs.content(event.result))
        #expect(String(decoding: text, as: UTF8.self) == (try JSONText.encode(report)))
        #expect(try trail.log.blobs.content(event.candidate) == Array(candidate.canonicalText().utf8))
        #expect(try await trail.record(report, of: candidate, by: wu).receipt?.isReplay == true)
        try await trail.close()
    }

    @Test func `Signed and unsigned commands of one scope, and signatures that did not hold, are decided as they were`()
        async throws
    {
        let trail = try await prepared()
        let key = try SignerKey.generate(name: "rep:lin")
        let other = try SignerKey.generate(name: "rep:lin")
        let (own, stranger) = (
            try #require(AuthorPublicKey(bytes: key.verifierKey.publicKey)),
            try #require(AuthorPublicKey(bytes: other.verifierKey.publicKey))
        )
        try await handle(trail, AuthorKey.register(own, of: "rep:lin"))
        let revoke = AuthorKey.revoke(own, of: "rep:lin", reason: "left")
        let refused = try await trail.handle(revoke, by: wu, id: "r-1")
        #expect(refused.refusal?.rule == "author-key.not-yours")
        let rotate = AuthorKey.rotate(to: stranger, of: "rep:lin")
        let forged = try await trail.handle(
            rotate, by: lin, id: "r-2", signature: other.sign(trail.command(rotate, by: lin, id: "r-2")))
        #expect(forged.refusal?.rule == "signature.other-key")
        let signed = try await trail.handle(
            revoke, by: lin, id: "r-3", signature: key.sign(trail.command(revoke, by: lin, id: "r-3")))
        #expect(signed.refusal == nil)
        let report = try await trail.whatIf(.standard)
        #expect(report.drifted.isEmpty && report.isEmpty, "\(report)")
        let demanding = try await trail.whatIf(
            policy("signed") { $0.signatures = SignatureRules(requiredFor: ["author-key.rotate"]) })
        #expect(demanding.isEmpty, "it was refused, and would have been: \(demanding.decisions)")
        try await trail.close()
    }
}
