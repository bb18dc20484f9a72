import Dealtrail
import Foundation
import Testing

@Suite("The face")
struct TrailTests {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dealtrail-face-\(UUID())").path
    let wu = Author("manager:wu")
    let lin = Author("rep:lin", onBehalfOf: "manager:wu")

    private func prepared() async throws -> Trail {
        let trail = try await Trail.create(
            at: directory, origin: "example.com/test", by: wu,
            options: TrailOptions(mapSize: 1 << 30, clock: SteppingClock().now))
        let commands: [any Command] = [
            Account.create("acme", owner: "rep:lin"),
            PriceList.set("2026", product: "pump-40", to: .cny("100.00")),
            Quote.create("Q-1", account: "acme", owner: "rep:lin"),
            Quote.addLine("Q-1", line: "L-1", product: "pump-40", quantity: 2, list: "2026"),
            Quote.create("Q-2", account: "acme", owner: "rep:zhao"),
            Quote.addLine("Q-2", line: "L-1", product: "pump-40", quantity: 1, list: "2026"),
        ]
        for (step, command) in commands.enumerated() {
            let handled = try await trail.handle(command, by: lin, id: "setup-\(step)")
            #expect(handled.refusal == nil, "\(handled)")
        }
        return trail
    }

    @Test("A price change is answered when it is durable, and its history names author, principal, old and new")
    func priceChange() async throws {
        let trail = try await prepared()
        let change = Quote.changePrice("Q-1", line: "L-1", to: .cny("92.50"), reason: "competitor offer")
        let handled = try await trail.handle(change, by: lin, id: "req-1")
        let receipt = try #require(handled.receipt)
        #expect(try trail.head().size == receipt.position + 1)
        let history = try trail.priceHistory(of: .quote("Q-1"))
        let edit = try #require(history.edits.last)
        #expect(edit.origin.author == "rep:lin" && edit.origin.onBehalfOf == "manager:wu")
        #expect(edit.old == .cny("100.00") && edit.new == .cny("92.50") && edit.percent == "-7.5")
        #expect(edit.reason == "competitor offer" && edit.rulesVersion == SalesPolicy.standard.version)
        #expect(try trail.priceHistory(of: .account("acme")).edits.count == 3)
        #expect(try trail.priceHistory(of: .author("manager:wu")).edits.count == 4)
        #expect(try trail.priceHistory(of: .entry(PriceListEntry(list: "2026", product: "pump-40"))).edits.count == 1)
        try await trail.close()
    }

    @Test("A refusal is a value, is recorded, and is answered alike the second time")
    func refusal() async throws {
        let trail = try await prepared()
        let change = Quote.changePrice("Q-1", line: "L-1", to: .eur("12.00"), reason: "wrong currency")
        let first = try await trail.handle(change, by: lin, id: "req-1")
        let size = try trail.head().size
        let second = try await trail.handle(change, by: lin, id: "req-1")
        #expect(first.refusal?.rule == "price.currency" && second.refusal == first.refusal)
        #expect(try trail.head().size == size)
        let event = try #require(try trail.event(at: size - 1))
        #expect(event.kind == CommandRefused.kind)
        #expect(try event.decode(CommandRefused.self).refusal == first.refusal)
        try await trail.close()
    }

    @Test("A list change reprices open quotes, and the repricing leads to its author")
    func repricing() async throws {
        let trail = try await prepared()
        let change = PriceList.change("2026", product: "pump-40", to: .cny("110.00"), reason: "steel")
        let handled = try await trail.handle(change, by: wu, id: "req-1")
        #expect(handled.refusal == nil)
        for quote in ["Q-1", "Q-2"] as [QuoteID] {
            let edit = try #require(try trail.priceHistory(of: .quote(quote)).edits.last)
            #expect(edit.new == .cny("110.00") && edit.causation?.origin?.author == "manager:wu")
        }
        try await trail.close()
    }

    @Test("The spread names both representatives and the author of each price")
    func spread() async throws {
        let trail = try await prepared()
        let change = Quote.changePrice("Q-2", line: "L-1", to: .cny("80.00"), reason: "volume")
        _ = try await trail.handle(change, by: Author("rep:zhao"), id: "req-1")
        let report = try await trail.spread(atLeast: "18")
        let spread = try #require(report.spreads.first)
        #expect(spread.percent == "25.0" && spread.legs.map(\.rep) == ["rep:zhao", "rep:lin"])
        #expect(spread.legs.map(\.author) == ["rep:zhao", "rep:lin"])
        let before = try await trail.spread(atLeast: "18", asOf: .known(position: try trail.head().size - 2))
        #expect(before.spreads.isEmpty)
        try await trail.close()
    }

    @Test("Merged accounts are one customer in every answer, as of then, until they are split")
    func mergedAccounts() async throws {
        let trail = try await prepared()
        let commands: [any Command] = [
            Account.create("acme-2", owner: "rep:chen"),
            Quote.create("Q-3", account: "acme-2", owner: "rep:chen"),
            Quote.addLine("Q-3", line: "L-1", product: "pump-40", quantity: 1, at: .cny("98.00"), list: "2026"),
            Opportunity.create("O-1", account: "acme-2"),
            Satisfaction.record("acme-2", score: 90, source: "survey"),
        ]
        for (step, command) in commands.enumerated() {
            #expect(try await trail.handle(command, by: lin, id: "merge-\(step)").refusal == nil)
        }
        let before = AsOf.known(position: try trail.head().size - 1)
        _ = try await trail.handle(Account.merge("acme-2", into: "acme", reason: "one tax number"), by: wu, id: "merge")
        for account in ["acme", "acme-2"] as [AccountID] {
            #expect(try await trail.spread(of: account).spreads.map(\.account) == ["acme"])
            #expect(try trail.health(of: account)?.account == "acme")
            #expect(try trail.health(of: account)?[.satisfaction]?.measured == 90)
            #expect(try Set(trail.priceHistory(of: .account(account)).edits.map(\.quote)) == ["Q-1", "Q-2", "Q-3"])
        }
        #expect(try await trail.funnel(by: .account).slices.map(\.name) == ["acme"])
        #expect(try await trail.health().scores.map(\.account) == ["acme"])
        #expect(try await trail.spread(asOf: before).spreads.isEmpty)
        #expect(try trail.priceHistory(of: .account("acme"), asOf: before).edits.count == 2)
        let split = Account.split("acme-2", from: "acme", reason: "two branches")
        #expect(try await trail.handle(split, by: wu, id: "split").refusal == nil)
        #expect(try await trail.spread().spreads.isEmpty)
        #expect(try trail.health(of: "acme")?[.satisfaction]?.measured == nil)
        #expect(try await trail.funnel(by: .account).slices.map(\.name) == ["acme-2"])
        try await trail.close()
    }

    @Test("What had occurred by a time says how many undated events it left out")
    func undated() async throws {
        let trail = try await prepared()
        for visit in ["V-1", "V-2"] as [VisitID] {
            let checkIn = Visit.checkIn(visit, at: "acme", nonce: visit.rawValue, by: "rep:lin")
            _ = try await trail.handle(checkIn, by: lin, id: CommandID(visit.rawValue), occurredAt: .unknown)
        }
        let change = Quote.changePrice("Q-1", line: "L-1", to: .cny("99.00"), reason: "typed in from paper")
        _ = try await trail.handle(change, by: lin, id: "paper", occurredAt: .unknown)
        let now = try #require(try trail.head().lastRecordedAt)
        #expect(try await trail.health(asOf: .effective(now)).stamp.undated == 2)
        #expect(try trail.healthAnswer(of: "acme", asOf: .effective(now))?.stamp.undated == 2)
        #expect(try trail.priceHistory(of: .quote("Q-1"), asOf: .effective(now)).stamp.undated == 1)
        #expect(try trail.priceHistory(of: .quote("Q-2"), asOf: .effective(now)).stamp.undated == 0)
        #expect(try await trail.spread(asOf: .effective(now)).stamp.undated == 1)
        #expect(try await trail.spread().stamp.undated == nil)
        #expect(try await trail.funnel(asOf: .known(at: now)).stamp.undated == nil)
        try await trail.close()
    }

    @Test("A policy holds from its time on, inclusive, and never before it was published")
    func effectivePolicy() async throws {
        let trail = try await prepared()
        let published = try #require(try trail.head().lastRecordedAt)
        var (spring, summer) = (SalesPolicy.standard, SalesPolicy.standard)
        (spring.version, summer.version) = ("spring", "summer")
        let start = published.advanced(by: .seconds(3_600))
        _ = try await trail.publish(summer, by: wu, id: "p-1", effectiveFrom: start)
        #expect(try trail.policy(at: Timestamp(nanoseconds: start.nanoseconds - 1)).version == "standard-2")
        #expect(try trail.policy(at: start).version == "summer")
        // A time that has passed is refused.
        let past = Timestamp(nanoseconds: published.nanoseconds - 1)
        let refused = try await trail.publish(spring, by: wu, id: "p-0", effectiveFrom: past)
        #expect(refused.refusal?.rule == "policy.past")
        _ = try await trail.publish(spring, by: wu, id: "p-2")
        let now = try #require(try trail.head().lastRecordedAt)
        #expect(
            try trail.policy(at: past).version == "standard-2" && trail.policy(at: published).version == "standard-2")
        #expect(try trail.policy(at: now).version == "spring" && trail.policy(at: start).version == "summer")
        let change = Quote.changePrice("Q-1", line: "L-1", to: .cny("99.00"), reason: "offer")
        _ = try await trail.handle(change, by: lin, id: "req-1")
        #expect(try trail.priceHistory(of: .quote("Q-1")).edits.last?.rulesVersion == "spring")
        try await trail.close()
    }

    @Test("Events are followed, also those that come later")
    func events() async throws {
        let trail = try await prepared()
        let start = try trail.head().size
        let follower = Task {
            var found: [UInt64] = []
            for try await event in trail.events(matching: .tag("quote:Q-1"), after: .position(start - 1)) {
                found.append(event.position)
                if found.count == 2 { break }
            }
            return found
        }
        for price in [ScaledDecimal("95.00"), "94.00"] {
            let change = Quote.changePrice("Q-1", line: "L-1", to: .cny(price), reason: "offer")
            _ = try await trail.handle(change, by: lin, id: "req-\(price)")
        }
        #expect(try await follower.value == [start, start + 1])
        try await trail.close()
    }

    @Test("A trail that was closed and opened again gives the same answers")
    func reopening() async throws {
        let trail = try await prepared()
        let health = try await trail.health().scores.count
        let history = try trail.priceHistory(of: .quote("Q-1")).edits
        let last = try #require(try trail.event(at: 3))
        try await trail.close()
        let again = try await Trail.open(at: directory)
        #expect(try await again.health().scores.count == health)
        #expect(try again.priceHistory(of: .quote("Q-1")).edits == history)
        #expect(try again.event(last.id) == last)
        try await again.close()
        try FileManager.default.removeItem(atPath: directory)
    }

    @Test("A directory that is no trail and a path with nothing are told apart")
    func wrongPaths() async throws {
        await #expect(throws: LogError.self) { try await Trail.open(at: directory + "-missing") }
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        do {
            _ = try await Trail.open(at: directory)
            Issue.record("it opened")
        } catch let error as LogError {
            #expect(error.code == .notATrail)
        }
        try FileManager.default.removeItem(atPath: directory)
    }
}
