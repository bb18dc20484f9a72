import DealtrailLog
import DealtrailModel
import DealtrailTesting
import Foundation
import Testing

@Suite("Killed while rebuilding", .serialized)
struct RebuildKillTests {
    /// What the views of a trail hold: name, position and digest of the bytes.
    private func dump(_ scratch: Scratch) throws -> [String] {
        let child = try Child.writer("dump", scratch.trail)
        let lines = child.lines().filter { $0.hasPrefix("view ") }
        #expect(child.wait() == .status(0), "\(lines)")
        #expect(lines.count == 2)
        return lines
    }

    private func run(_ scratch: Scratch, _ verb: String, _ more: String...) throws -> [String] {
        let child = try Child("DealtrailFaultWriter", [verb, scratch.trail] + more)
        let lines = child.lines()
        #expect(child.wait() == .status(0), "\(lines.suffix(3))")
        return lines
    }

    /// Lets a rebuild come so far, and kills it there.
    @discardableResult
    private func killStopped(_ scratch: Scratch, after count: Int, _ more: String...) throws -> [String] {
        let child = try Child(
            "DealtrailFaultWriter",
            ["rebuild", scratch.trail, "--every", "100", "--batch", "16", "--stop-after", "\(count)"] + more)
        var lines: [String] = []
        while let line = child.line() {
            lines.append(line)
            if line == "stopped" { child.kill() }
        }
        #expect(child.wait() == .signal(SIGKILL))
        return lines
    }

    private func start(_ lines: [String]) -> Int? {
        lines.first { $0.hasPrefix("from ") }.flatMap { Int($0.dropFirst(5)) }
    }

    @Test(
        "Wherever it is killed, the live views are as they were, and the next one folds the rest: the same bytes",
        arguments: [1, 2, 3] as [UInt64])
    func kills(seed: UInt64) async throws {
        let scratch = Scratch()
        try await scratch.fill(3_000)
        #expect(try run(scratch, "catch-up", "--batch", "257").isEmpty)
        let caughtUp = try dump(scratch)
        #expect(caughtUp.allSatisfy { $0.contains(" 3000 ") })
        #expect(start(try run(scratch, "rebuild", "--threads", "2")) == 0)
        #expect(try dump(scratch) == caughtUp, "rebuild = catch-up")
        var random = SeededGenerator(seed: seed)
        var saved = 0
        var resumed = 0
        for kill in 0..<12 {
            let threads = "\(1 + kill % 3)"
            // Every other one stops where it is told to; the rest are killed in the middle of whatever they do.
            var left = Int.random(in: 2...60, using: &random)
            let child = try Child.writer(
                "rebuild", scratch.trail, "--every", "100", "--batch", "16", "--threads", threads, "--stop-after",
                kill.isMultiple(of: 2) ? "\(left)" : "0")
            var from = 0
            var end = false
            while let line = child.line() {
                if line.hasPrefix("from ") { from = Int(line.dropFirst(5)) ?? -1 }
                if line.hasPrefix("built ") { end = true }
                left -= 1
                if kill.isMultiple(of: 2) ? line == "stopped" : left == 0 { child.kill() }
            }
            let status = child.wait()
            #expect(status == .signal(SIGKILL) || end && status == .status(0), "seed \(seed), kill \(kill)")
            #expect(from >= saved, "seed \(seed), kill \(kill): never behind what was saved")
            if from > 0 { resumed += 1 }
            saved = end ? 0 : from
            #expect(try dump(scratch) == caughtUp, "seed \(seed), kill \(kill)")
        }
        #expect(resumed > 0, "seed \(seed)")
        // Without anything to go on from, and with it.
        _ = try run(scratch, "rebuild", "--every", "100", "--batch", "16")
        try killStopped(scratch, after: 40, "--threads", "2")
        // 32 events a round, saved after each 100.
        #expect(start(try run(scratch, "rebuild", "--every", "100", "--threads", "1")) == 1_152)
        #expect(try dump(scratch) == caughtUp)
        try expectSound(scratch.trail, events: 3_000)
    }

    @Test("Killed and gone on with while a writer appends", arguments: [4, 5] as [UInt64])
    func appending(seed: UInt64) async throws {
        let scratch = Scratch()
        try await scratch.fill(2_000)
        var random = SeededGenerator(seed: seed)
        let writer = try Child.writer("append", scratch.trail, "--requests", "600", "--group", "2")
        var furthest = 0
        for _ in 0..<3 {
            let lines = try killStopped(
                scratch, after: Int.random(in: 6...20, using: &random), "--threads", "2")
            furthest = max(furthest, start(lines) ?? 0)
        }
        _ = writer.lines()
        #expect(writer.wait() == .status(0))
        #expect(furthest > 0, "seed \(seed)")
        _ = try run(scratch, "rebuild", "--threads", "2")
        let rebuilt = try dump(scratch)
        _ = try run(scratch, "drop")
        _ = try run(scratch, "catch-up", "--batch", "97")
        #expect(try dump(scratch) == rebuilt, "seed \(seed)")
        let size = try await { () async throws -> UInt64 in
            let log = try scratch.open()
            let size = try log.head().size
            try await log.close()
            return size
        }()
        #expect(rebuilt.allSatisfy { $0.contains(" \(size) ") }, "\(rebuilt), \(size)")
    }

    @Test("A build that is alive in another process is not taken over; one that was killed is")
    func alive() async throws {
        let scratch = Scratch()
        try await scratch.fill(3_000)
        let child = try Child.writer(
            "rebuild", scratch.trail, "--every", "100", "--batch", "16", "--stop-after", "33")
        while let line = child.line(), line != "stopped" {}
        let second = try Child.writer("rebuild", scratch.trail)
        let said = second.lines()
        #expect(second.wait() == .status(1))
        #expect(said.contains { $0.contains("being built already") }, "\(said)")
        child.kill()
        _ = child.lines()
        #expect(child.wait() == .signal(SIGKILL))
        // 16 events a round, saved after each 100.
        #expect(start(try run(scratch, "rebuild")) == 448)
    }
}
