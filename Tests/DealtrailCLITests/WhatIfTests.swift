import Foundation
import Testing

@testable import DealtrailCLI

/// Rules replayed over a simulated year with the real tool.
@Suite struct WhatIfTests {
    private let scratch = Scratch()

    private func simulated(_ seed: Int) async throws -> String {
        let trail = scratch.path("sales-\(seed).trail")
        let run = try await Tool.run([
            "simulate", "--trail", trail, "--origin", "example.com/what-if", "--seed", "\(seed)", "--reps", "6",
            "--days", "120",
        ])
        try #require(run.status == 0, "\(run.errors)")
        return trail
    }

    /// The standard policy with one line changed.
    private func policy(_ name: String, _ line: String, _ replacement: String) throws -> String {
        let text = try String(contentsOfFile: Tool.fixture("policies/default.yaml"), encoding: .utf8)
        let changed = text.replacingOccurrences(of: line, with: replacement, options: .regularExpression)
            .replacingOccurrences(of: "(?m)^version: .*$", with: "version: \(name)", options: .regularExpression)
        #expect(changed != text)
        let path = scratch.path("\(name).yaml")
        try Data(changed.utf8).write(to: URL(filePath: path))
        return path
    }

    @Test(arguments: [1, 20_260_215])
    func `Under the policy in force nothing differs, whatever the log; two answers are one`(seed: Int) async throws {
        let trail = try await simulated(seed)
        let same = try policy("same", "(?m)^version: .*$", "version: same")
        let run = try await Tool.run(["what-if", "--trail", trail, "--policy", same])
        #expect(run.status == 0 && run.output.contains("No difference"), "seed \(seed): \(run.output) \(run.errors)")
        #expect(!run.output.contains("Decided otherwise than recorded"), "seed \(seed)")
        let silent = try await Tool.run(["what-if", "--trail", trail, "--policy", same, "--json"])
        #expect(try silent.json["differs"] as? Bool == false, "seed \(seed)")
        let strict = try policy("strict", "(?m)^  tolerance: [0-9.]+", "  tolerance: 2")
        let first = try await Tool.run(["what-if", "--trail", trail, "--policy", strict, "--json"])
        let second = try await Tool.run(["what-if", "--trail", trail, "--policy", strict, "--json"])
        #expect(first.output == second.output && first.status == 0, "seed \(seed)")
        #expect(try first.json["differs"] as? Bool == true, "seed \(seed)")
        let decisions = try #require(try first.json["decisions"] as? [[String: Any]])
        #expect(!decisions.isEmpty && decisions.allSatisfy { $0["rule"] as? String == "price.band" }, "seed \(seed)")
        #expect(decisions.allSatisfy { $0["effect"] as? String == "blocked" }, "seed \(seed)")
        #expect(try await Tool.run(["verify", "--trail", trail]).status == 0)
        try await period(of: decisions, in: trail, strict)
    }

    /// Both ends are taken in, by position and by time, and the two may be mixed.
    private func period(of decisions: [[String: Any]], in trail: String, _ policy: String) async throws {
        let all = try decisions.map { try #require($0["position"] as? Int) }
        try #require(all.count > 2)
        let (first, last) = (all[1], all[all.count - 2])
        func found(_ ends: String...) async throws -> [Int?] {
            let run = try await Tool.run(["what-if", "--trail", trail, "--policy", policy, "--json"] + ends)
            #expect(run.status == 0, "\(ends): \(run.errors)")
            let (from, decisions) = (try run.json["from"] as? Int, try run.json["decisions"] as? [[String: Any]])
            if ends.first == "--from", ends[1] == "\(first)" { #expect(from == first) }
            return try #require(decisions).map { $0["position"] as? Int }
        }
        #expect(try await found("--from", "\(first)", "--to", "\(last)") == Array(all[1...(all.count - 2)]))
        #expect(try await found("--from", "\(first + 1)") == Array(all[2...]))
        #expect(try await found("--to", "\(last - 1)") == Array(all.dropLast(2)))
        let time = try #require(decisions[1]["recordedAt"] as? String)
        #expect(try await found("--from", time, "--to", "\(last)") == Array(all[1...(all.count - 2)]))
        let turned = try await Tool.run(
            ["what-if", "--trail", trail, "--policy", policy, "--from", "\(last)", "--to", time])
        #expect(turned.status == ExitStatus.usage.rawValue && turned.errors.contains("--from is after --to"))
    }

    @Test func `Typical paths are played beside the log, step by step`() async throws {
        let trail = try await SampleTrail(events: nil)
        let strict = try policy("strict", "(?m)^  tolerance: [0-9.]+", "  tolerance: 2")
        let run = try await trail.run("what-if", "--policy", strict, "--paths", Tool.fixture("paths"), "--json")
        let report = try run.json
        #expect(report["pathsPlayed"] as? Int == 10 && (report["decisions"] as? [Any])?.isEmpty == true)
        let steps = try #require(report["paths"] as? [[String: Any]])
        let first = try #require(steps.first { $0["path"] as? String == "small-concession" })
        #expect(first["command"] as? String == "quote.send" && first["effect"] as? String == "blocked")
        #expect(first["rule"] as? String == "price.band" && first["follows"] as? Bool == false)
        #expect(steps.contains { $0["path"] as? String == "small-concession" && $0["follows"] as? Bool == true })
        #expect(!steps.contains { $0["path"] as? String == "list-price" })
        #expect(!steps.contains { $0["path"] as? String == "concession-approved" }, "what was approved stays approved")
        // Of two sections that were changed, each step names the one that makes its difference.
        let loose = try String(
            contentsOfFile: policy("loose", "(?m)^  tolerance: [0-9.]+", "  tolerance: 6"), encoding: .utf8)
        let both = scratch.path("both.yaml")
        let chains = loose.replacingOccurrences(
            of: "- { chain: [regional-manager, finance-supervisor, general-manager] }",
            with: "- { chain: [finance-supervisor] }")
        try Data(chains.utf8).write(to: URL(filePath: both))
        let twofold = try await trail.run("what-if", "--policy", both, "--paths", Tool.fixture("paths"), "--json")
        let others = try #require(try twofold.json["paths"] as? [[String: Any]])
            .filter { $0["effect"] as? String == "decided-otherwise" }
        let named = Set(others.map { "\($0["command"] ?? ""): \($0["rule"] ?? "")" })
        #expect(named.isSuperset(of: ["approval.request: approval", "quote.send: pricing"]), "\(named)")
        #expect(!named.contains { $0.contains("approval, pricing") }, "\(named)")
        let same = try policy("same", "(?m)^version: .*$", "version: same")
        let none = try await trail.run("what-if", "--policy", same, "--paths", Tool.fixture("paths"))
        #expect(none.output.contains("No difference") && none.output.contains("Typical paths played"))
    }

    @Test func `It is recorded when asked for, and what cannot be read is refused`() async throws {
        let trail = try await SampleTrail()
        let strict = try policy("strict", "(?m)^  tolerance: [0-9.]+", "  tolerance: 2")
        let before = try await trail.run("stat", "--json").json["events"] as? Int
        #expect(try await trail.run("what-if", "--policy", strict).status == 0)
        #expect(try await trail.run("stat", "--json").json["events"] as? Int == before)
        #expect(try await trail.run("what-if", "--policy", strict, "--record", "--author", "ops:wu").status == 0)
        let kinds = try await trail.run("log", "--kind", "policy.impact-evaluated", "--json").lines
        #expect(kinds.count == 1)
        let none = try await trail.run("what-if", "--policy", scratch.path("none.yaml"))
        #expect(none.status == ExitStatus.usage.rawValue && none.output == "")
        let turned = try await trail.run(
            "what-if", "--policy", strict, "--from", "2026-02-01T00:00:00Z", "--to", "2026-01-01T00:00:00Z")
        #expect(turned.status == ExitStatus.usage.rawValue && turned.errors.contains("--from is after --to"))
        let back = try await trail.run("what-if", "--policy", strict, "--from", "2", "--to", "1")
        #expect(back.status == ExitStatus.usage.rawValue && back.errors.contains("--from is after --to"))
        #expect(try await trail.run("what-if", "--policy", strict, "--from", "1", "--to", "1").status == 0)
        let beyond = try await trail.run("what-if", "--policy", strict, "--to", "4000000")
        #expect(beyond.status == ExitStatus.notFound.rawValue && beyond.errors.contains("there is no position 4000000"))
        let word = try await trail.run("what-if", "--policy", strict, "--to", "monday")
        #expect(word.status == ExitStatus.usage.rawValue && word.errors.contains("neither a position nor"))
        let late = try await trail.run("what-if", "--policy", strict, "--from", "2200-01-01T00:00:00Z")
        #expect(late.status == ExitStatus.notFound.rawValue)
    }
}
