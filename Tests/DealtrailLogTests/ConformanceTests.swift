import DealtrailLog
import DealtrailTesting
import Foundation
import Testing

/// The rules of an event log, held against both that this package has.
@Suite("Conformance")
struct ConformanceTests {
    enum Kind: CaseIterable {
        case memory
        case trail
        /// A trail whose index seals a run every 1,024 events.
        case sealing
    }

    private func run(_ kind: Kind, _ body: (LogConformance.Factory) async throws -> Void) async throws {
        let directory = TemporaryDirectory()
        try await body {
            switch kind {
            case .memory: MemoryEventLog(options: .testing())
            case .trail: try TrailLog.create(at: directory.path, origin: "example.com/test", options: .testing())
            case .sealing:
                try TrailLog.create(
                    at: directory.path, origin: "example.com/test", options: .testing(sealThreshold: 1_024))
            }
        }
    }

    @Test("Each rule holds", arguments: Kind.allCases, LogConformance.checks)
    func rule(kind: Kind, check: LogConformance.Check) async throws {
        try await run(kind) { try await check.run($0) }
    }

    @Test("Random work is answered as by the plain model", arguments: Kind.allCases, [1, 2, 3, 20_260_215] as [UInt64])
    func random(kind: Kind, seed: UInt64) async throws {
        try await run(kind) { try await RandomWorkload(seed: seed).run($0) }
    }

    @Test("Much random work, so that runs of the index are sealed and merged meanwhile")
    func long() async throws {
        try await run(.sealing) { try await RandomWorkload(seed: 7, steps: 900).run($0) }
    }

    @Test("A log with a fault does not pass", arguments: MutantLog.Fault.allCases)
    func mutants(fault: MutantLog.Fault) async throws {
        // One that decides twice breaks no rule: decisions are pure, and a replicated log may repeat them.
        let rules = fault == .decidesTwice ? LogConformance.checks.filter { $0.name.contains("decision") } : quick
        var broken: [String] = []
        for rule in rules where broken.isEmpty {
            do { try await rule.run { MutantLog(fault) } } catch is ConformanceFailure { broken.append(rule.name) }
        }
        #expect(broken.isEmpty == (fault == .decidesTwice))
    }

    /// Without the rule that takes thousands of events.
    private var quick: [LogConformance.Check] {
        LogConformance.checks.filter { !$0.name.hasPrefix("Thousands") }
    }

    @Test("The names of the rules are unique")
    func names() {
        #expect(Set(LogConformance.checks.map(\.name)).count == LogConformance.checks.count)
    }
}
