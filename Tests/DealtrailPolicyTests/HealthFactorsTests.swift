import DealtrailModel
import DealtrailPolicy
import DealtrailSales
import Foundation
import Testing

/// The set of factors of health in a document.
@Suite struct HealthFactorsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func problems(_ health: String) -> [String] {
        do {
            _ = try PolicyDocument(yaml: "version: v\nhealth:\n\(health)\n", file: "p.yaml")
            return []
        } catch {
            return error.problems.map { "\($0.line):\($0.column): \($0.reason)" }
        }
    }

    private static let calls = "calls: { weight: 60, trailing-days: 30, curve: [[0, 0], [4, 100]], unknown: 0 }"

    @Test func `Twelve signals are read, written and read again`() throws {
        let document = try PolicyDocument.read(
            Self.root.appending(path: "Fixtures/policies/twelve-signals.yaml").path())
        let health = document.policy.health
        #expect(health.names.count == 12 && health.signals?.count == 9 && health.tierWeight == 0)
        #expect(health.needsSignals && document.policy.flaws().isEmpty)
        let again = try PolicyDocument(yaml: document.yaml, file: "again")
        #expect(again == document)
        #expect(try again.policy.digest() == document.policy.digest())
        let text = try document.policy.canonicalText()
        #expect(try JSONDecoder().decode(SalesPolicy.self, from: Data(text.utf8)) == document.policy)
        // Everything else is the standard policy.
        var twin = document.policy
        (twin.version, twin.health) = (SalesPolicy.standard.version, .standard)
        #expect(twin == .standard)
    }

    @Test func `What is left out has no weight, whatever the order of the others`() throws {
        let one = try PolicyDocument(
            yaml: "version: v\nhealth: { factors: { \(Self.calls), tier: { weight: 40 } } }", file: "p"
        ).policy
        let other = try PolicyDocument(
            yaml: "version: v\nhealth: { factors: { tier: { weight: 40 }, \(Self.calls) } }", file: "p"
        ).policy
        #expect(one.health.names == [.tier, .calls])
        #expect(try one.digest() == other.digest())
        #expect(one.health.tiers == HealthRules.standard.tiers, "what a factor leaves out is as in the standard policy")
        let fields = try PolicyDocument(
            yaml: "version: v\nhealth: { factors: { tier: { weight: 40 }, revenue: { weight: 60 } } }", file: "p"
        ).policy
        #expect(fields.health.names == [.tier, .revenue] && !fields.health.needsSignals)
    }

    @Test(arguments: [
        ("  factors: { \(calls) }", "3:12: the weights of the factors add up to 60; they are shares of 100"),
        ("  factors: { \(calls), tier: { scores: { A: 1 } } }", "a factor has a \"weight\" of at least 1"),
        (
            "  factors: { \(calls), tier: { weight: 0 } }",
            "a factor has a \"weight\" of at least 1; what has none is left out"
        ),
        (
            "  factors: { \(calls), tier: { weight: 39 } }",
            "the weights of the factors add up to 99; they are shares of 100"
        ),
        (
            "  factors: { \(calls) }\n  tier: { weight: 40 }",
            "4:9: where there are \"factors\", \"tier\" stands among them"
        ),
        (
            "  factors: { phone-calls: { weight: 100 } }",
            "3:14: \"phone-calls\" is not part of factors; allowed here: tier, recency"
        ),
        ("  factors: { calls: { weight: 100, curve: [[0, 0]], unknown: 0 } }", "3:21: calls needs \"trailing-days\""),
        (
            "  factors: { calls: { weight: 100, trailing-days: 0, curve: [[0, 0]], unknown: 0 } }",
            "\"trailing-days\" is a whole number from 1"
        ),
        ("  factors: { calls: { weight: 100, trailing-days: 9, unknown: 0 } }", "3:21: calls needs \"curve\""),
        (
            "  factors: { calls: { weight: 100, trailing-days: 9, curve: [[4, 0], [3, 9]], unknown: 0 } }",
            "ascend in what is measured"
        ),
        ("  factors: { calls: { weight: 100, days: 9 } }", "\"days\" is not part of calls"),
        ("  factors: []", "factors is a map with the keys tier, recency"),
    ])
    func `What is wrong with a set is told with its place`(_ health: String, _ reason: String) {
        let problems = Self.problems(health)
        #expect(problems.contains { $0.contains(reason) }, "\(problems)")
    }

    @Test func `A service that makes its own policy is told the same`() {
        var policy = SalesPolicy.standard
        let factor = HealthRules.Factor(weight: 50, curve: PiecewiseLinear([.init(0, 0)]), unknown: 0)
        policy.health.signals = [
            .init(.visits, over: 0, factor), .init(.calls, over: 9, factor), .init(.tier, over: 9, factor),
        ]
        let flaws = policy.flaws().map { "\($0.path.joined(separator: ".")): \($0.reason)" }
        #expect(flaws.contains { $0.hasPrefix("health.factors.visits: a factor has a weight and days of at least 1") })
        #expect(flaws.contains { $0.hasPrefix("health.factors.calls: the factors stand in the order") })
        #expect(flaws.contains { $0.hasPrefix("health.factors.tier: tier has a place of its own") })
        #expect(flaws.contains { $0.hasPrefix("health.factors: the weights of the factors add up to 250") })
    }

    @Test func `The page has a row for each signal, with its unit and its events`() throws {
        let page = try String(contentsOf: Self.root.appending(path: "docs/health.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        for signal in HealthSignal.behaviours {
            let row = try #require(rows.first { $0.hasPrefix("| `\(signal.rawValue)` |") }, "\(signal) has no row")
            #expect(row.contains("| \(signal.unit ?? "") |"), "\(row)")
            for kind in signal.events { #expect(row.contains("`\(kind)`"), "\(signal): \(kind)") }
        }
        #expect(rows.count { row in HealthSignal.behaviours.contains { row.hasPrefix("| `\($0.rawValue)` |") } } == 13)
    }
}
