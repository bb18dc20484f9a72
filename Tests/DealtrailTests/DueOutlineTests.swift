import DealtrailTesting
import Foundation
import Testing

@testable import Dealtrail

/// Asking those who may have something due gives the same answer, byte for byte, as asking all.
@Suite("An outline of due times answers as asking all does")
struct DueOutlineTests {
    private func event(_ random: inout SeededGenerator) -> any Event {
        let quote = QuoteID("Q-\(Int.random(in: 1...12, using: &random))")
        let account = AccountID("A-\(Int.random(in: 1...6, using: &random))")
        let opportunity = OpportunityID("O-\(Int.random(in: 1...6, using: &random))")
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return QuoteSent(quote: quote, version: 1, account: account, owner: "rep:lin")
        case 1, 2: return QuoteOpened(quote: quote, version: 1, account: account)
        case 3: return CustomerFeedbackReceived(account: account, quote: quote)
        case 4: return VisitCompleted(visit: "V-1", account: account)
        case 5: return AccountTiered(account: account, tier: Bool.random(using: &random) ? "A" : "B")
        case 6: return OpportunityStageEntered(opportunity: opportunity, stage: "need-confirmed", account: account)
        case 7: return AccountsMerged(account: account, absorbed: "A-7")
        case 8: return SatisfactionRecorded(account: account, score: Int.random(in: 0...100, using: &random))
        default: return OpportunityWon(opportunity: opportunity, account: account)
        }
    }

    private static func bytes(_ report: AlertReport) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(report)
    }

    /// Both ways, and whether an outline served.
    private static func ask(
        _ trail: Trail, _ point: AsOf, _ filter: AlertFilter, _ note: String
    ) async throws -> Bool {
        let rules = AlertRules(try trail.policy(of: trail.stamp(asOf: point)))
        let served = try await trail.outlinedSubjects(asOf: point, rules, least: 1) != nil
        let outlined = try await trail.alerts(asOf: point, filter, outlineFrom: 1)
        let whole = try await trail.alerts(asOf: point, filter, outlineFrom: nil)
        #expect(try bytes(outlined) == bytes(whole), "\(note) \(point) \(filter)")
        return served
    }

    @Test(arguments: [1, 42, 6962] as [UInt64])
    func `Whatever happens, and whenever it is asked`(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        // With something to warn of, and a time of grace.
        var policy = SalesPolicy.standard
        var book = policy.book
        for index in book.deadlines.indices where book.deadlines[index].name == "quote-overdue" {
            book.deadlines[index].warning = .hours(30)
            book.deadlines[index].grace = .hours(30)
        }
        policy.rules = book
        let sales = try await AlertTrail(policy: policy)
        var now = sales.clock.now()
        var served = 0
        for step in 0..<60 {
            now = now.advanced(by: .seconds(Int64.random(in: 0...40_000, using: &random)))
            sales.clock.set(now)
            // Some are recorded late, and some are said to happen later.
            let shift =
                Int.random(in: 0..<5, using: &random) == 0 ? Int64.random(in: -259_200...259_200, using: &random) : 0
            try await sales.add(event(&random), at: now.advanced(by: .seconds(shift)))
            if Int.random(in: 0..<6, using: &random) == 0 { try await sales.trail.tick(by: sales.engine) }
            guard step % 3 == 0 else { continue }
            let size = try sales.trail.head().size
            let later = now.advanced(by: .seconds(Int64.random(in: 0...700_000, using: &random)))
            let points: [AsOf] = [
                .head, .known(at: now), .known(at: later), .known(position: size - 1), .known(position: size + 5),
                .known(position: size / 2), .effective(later),
            ]
            let filters = [
                AlertFilter(isWarned: true, isSilenced: true), AlertFilter(), AlertFilter(rule: "quote-overdue"),
                AlertFilter(isWarned: true), AlertFilter(rule: "follow-up-stale"),
                AlertFilter(rule: "quote-overdue", isWarned: true), AlertFilter(rule: "health-intervention"),
            ]
            let filter = filters[step / 3 % filters.count]
            for point in points where try await Self.ask(sales.trail, point, filter, "seed \(seed), step \(step)") {
                served += 1
            }
        }
        #expect(served > 15, "seed \(seed): an outline served \(served) times")
    }

    /// Many quotes, of which few are due.
    private static func many(_ count: Int) async throws -> AlertTrail {
        let sales = try await AlertTrail()
        let start = sales.clock.now()
        for number in 0..<count {
            let at = start.advanced(by: .seconds(Int64(number) * 3_600))
            sales.clock.set(at)
            try await sales.add(QuoteSent(quote: QuoteID("Q-\(number)"), version: 1, owner: "rep:lin"), at: at)
        }
        return sales
    }

    @Test func `It asks those who may have something due, and those to whom something has happened since`() async throws
    {
        let sales = try await Self.many(90)
        let rules = AlertRules(.standard)
        #expect(try await sales.trail.outlinedSubjects(asOf: .head, rules, least: 1) == nil)
        let before = try await sales.trail.alerts(asOf: .head, outlineFrom: 1)
        let asked = try #require(try await sales.trail.outlinedSubjects(asOf: .head, rules, least: 1))
        #expect(Set(asked.subjects.map(\.subject)).isSuperset(of: before.alerts.map(\.subject)))
        #expect(!before.alerts.isEmpty && asked.subjects.count < 90)
        try await sales.add(
            CustomerFeedbackReceived(account: "A-1", quote: "Q-89"), at: sales.clock.now())
        let after = try #require(try await sales.trail.outlinedSubjects(asOf: .head, rules, least: 1))
        #expect(
            Set(after.subjects.map(\.subject))
                == Set(asked.subjects.map(\.subject)).union([.quote("Q-89"), .account("A-1")]))
    }

    @Test func `A small view keeps none`() async throws {
        let sales = try await Self.many(20)
        _ = try await sales.trail.alerts(asOf: .head, outlineFrom: 21)
        #expect(!FileManager.default.fileExists(atPath: sales.trail.log.viewsDirectory + "/due-outline"))
        _ = try await sales.trail.alerts(asOf: .head, outlineFrom: 20)
        #expect(FileManager.default.fileExists(atPath: sales.trail.log.viewsDirectory + "/due-outline"))
    }

    @Test func `What is damaged, cut off or of other rules is not asked, and is made anew`() async throws {
        let sales = try await Self.many(40)
        let path = sales.trail.log.viewsDirectory + "/due-outline"
        let late = AsOf.known(at: sales.clock.now().advanced(by: .seconds(10_000_000)))
        let whole = try await sales.trail.alerts(asOf: late, outlineFrom: nil)
        #expect(whole.alerts.count >= 40)
        _ = try await sales.trail.alerts(asOf: late, outlineFrom: 1)
        let good = try Data(contentsOf: URL(filePath: path))
        let rules = AlertRules(.standard)
        var random = SeededGenerator(seed: 7)
        for _ in 0..<40 {
            var bytes = good
            if Bool.random(using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            } else {
                bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))
            }
            try bytes.write(to: URL(filePath: path))
            #expect(try await sales.trail.outlinedSubjects(asOf: late, rules, least: 1) == nil)
            #expect(try await sales.trail.alerts(asOf: late, outlineFrom: 1) == whole)
            #expect(try Data(contentsOf: URL(filePath: path)) == good)
        }
        var other = SalesPolicy.standard
        other.version = "another"
        #expect(try await sales.trail.outlinedSubjects(asOf: late, AlertRules(other), least: 1) == nil)
    }
}
