import DealtrailLog
import DealtrailModel
import DealtrailTesting
import Foundation
import Testing

@Suite("Killed while appending", .serialized)
struct KillTests {
    /// What a writer was told by the log before it died.
    private struct Run {
        var acknowledged: [String: (start: UInt64, count: UInt64)] = [:]

        /// Listens until so many requests were acknowledged, kills, and takes what had been said until then.
        static func killed(_ child: Child, after count: Int) -> Run {
            var run = Run()
            while let line = child.line() {
                let words = line.split(separator: " ").map(String.init)
                if words.count == 4, words[0] == "ack", let start = UInt64(words[2]), let events = UInt64(words[3]) {
                    run.acknowledged[words[1]] = (start, events)
                } else if words.first != "opened" {
                    Issue.record("the writer said: \(line)")
                }
                if run.acknowledged.count == count { child.kill() }
            }
            #expect(child.wait() == .signal(SIGKILL))
            return run
        }
    }

    @Test(
        "No acknowledged event is lost and no batch is half stored: 25 kills each", arguments: Array(1...8) as [UInt64])
    func kills(seed: UInt64) async throws {
        let scratch = Scratch()
        try await scratch.create().close()
        var random = SeededGenerator(seed: seed)
        var size: UInt64 = 0
        for kill in 0..<25 {
            // Large groups now and then, whose commits last longer.
            let group = kill % 5 == 4 ? 40 : Int.random(in: 1...3, using: &random)
            let child = try Child.writer(
                "append", scratch.trail, "--prefix", "s\(seed)k\(kill)", "--group", "\(group)", "--threshold", "1024",
                "--padding", "\(Int.random(in: 0...700, using: &random))")
            let run = Run.killed(child, after: Int.random(in: 1...25, using: &random))
            size = try await check(scratch, run, from: size, "seed \(seed), kill \(kill)")
        }
        let log = try scratch.open()
        try expectIndexed(log)
        try await log.close()
    }

    /// Opens, compares with what was acknowledged, verifies.
    private func check(_ scratch: Scratch, _ run: Run, from size: UInt64, _ place: String) async throws -> UInt64 {
        let log = try scratch.open()
        let events = try log.events(in: size..<UInt64.max)
        #expect(events.map(\.position) == Array(size..<size + UInt64(events.count)), "\(place)")
        let batches = Dictionary(grouping: events, by: \.commandID.rawValue)
        for (command, batch) in batches {
            #expect(
                batch.map(\.index) == Array(0..<batch[0].count), "\(place): \(command) is half stored")
        }
        for (command, told) in run.acknowledged {
            #expect(
                batches[command]?.map(\.position) == Array(told.start..<told.start + told.count),
                "\(place): \(command) was acknowledged")
        }
        let end = try log.head().size
        try await log.close()
        try expectSound(scratch.trail, events: Int(end))
        return end
    }

    @Test("Killed while runs of the index are sealed and merged", arguments: [11, 12] as [UInt64])
    func sealing(seed: UInt64) async throws {
        let scratch = Scratch()
        try await scratch.create().close()
        var random = SeededGenerator(seed: seed)
        var size: UInt64 = 0
        for kill in 0..<12 {
            // About 1,000 events a commit, so that nearly each has a seal behind it, and each eighth a merge.
            let child = try Child.writer(
                "append", scratch.trail, "--prefix", "s\(seed)k\(kill)", "--group", "340", "--threshold", "1024")
            let run = Run.killed(child, after: 340 * Int.random(in: 1...4, using: &random) - 339)
            let log = try scratch.open()
            size = try log.head().size
            for command in run.acknowledged.keys.sorted().prefix(20) {
                #expect(
                    try log.events(EventFilter(command: CommandID(command))).count
                        == Int(run.acknowledged[command]?.count ?? 0), "seed \(seed), kill \(kill)")
            }
            try await log.close()
        }
        #expect(size > 12_000)
        try expectSound(scratch.trail, events: Int(size))
        let log = try scratch.open()
        #expect(try log.storage().indexRuns > 0)
        try expectIndexed(log)
        try await log.close()
    }

    @Test("The tool counts a line only when it is stored")
    func tool() throws {
        let scratch = Scratch()
        let (made, said) = try Child.tool(
            "init", "--trail", scratch.trail, "--origin", "example.com/fault", "--author", "ops:ann")
        #expect(made == .status(0), "\(said)")
        let lines = (0..<20).map {
            #"{"specversion":"1.0","id":"c-\#($0)","type":"probe.noted","source":"x","subject":"probe:1","#
                + #""author":"rep:lin","data":{"a":\#($0)}}"#
        }.joined(separator: "\n")
        let (end, answer) = try Child.tool("append", "--trail", scratch.trail, "--json", input: lines)
        #expect(end == .status(0), "\(answer)")
        // Sent again, nothing is added.
        let (again, _) = try Child.tool("append", "--trail", scratch.trail, "--json", input: lines)
        #expect(again == .status(0))
        let (_, listed) = try Child.tool("log", "--trail", scratch.trail, "--json")
        #expect(listed.filter { $0.contains("probe.noted") }.count == 20)
        #expect(try Child.tool("verify", "--trail", scratch.trail).end == .status(0))
    }
}
