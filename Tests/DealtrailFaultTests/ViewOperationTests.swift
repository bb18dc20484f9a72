import DealtrailLog
import DealtrailModel
import Foundation
import Testing

/// Operating views with the tool as it is built: killed rebuilds, views that are new to a long log, and views that stand still.
@Suite("Views, operated with the tool", .serialized, .timeLimit(.minutes(4)))
struct ViewOperationTests {
    private typealias JSON = [String: Any]

    /// Runs the tool to its end.
    @discardableResult
    private func run(
        _ scratch: Scratch, _ arguments: String..., ends status: Int32 = 0
    ) throws -> [String] {
        let child = try Child("dealtrail", arguments + ["--trail", scratch.trail])
        let lines = child.lines()
        #expect(child.wait() == .status(status), "\(arguments): \(lines)")
        return lines
    }

    private func json(_ lines: [String]) throws -> JSON {
        let line = try #require(lines.first { $0.hasPrefix("{") })
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? JSON)
    }

    private func views(_ scratch: Scratch, ends status: Int32 = 0) throws -> [String: JSON] {
        let list = try #require(try json(run(scratch, "views", "--json", ends: status))["views"] as? [JSON])
        return Dictionary(list.compactMap { view in (view["name"] as? String).map { ($0, view) } }) { first, _ in first
        }
    }

    /// Kills a rebuild once it has saved itself, and says how much it had; one that ends before is started again.
    private func killRebuild(_ scratch: Scratch) throws -> Int {
        while true {
            let child = try Child(
                "dealtrail", ["rebuild", "--trail", scratch.trail, "--save-every", "500", "--threads", "1"])
            while child.isAlive {
                let build = try views(scratch)["funnel"]?["build"] as? JSON
                if build?["saved"] as? Int ?? 0 > 0 { child.kill() }
            }
            _ = child.lines()
            guard child.wait() == .signal(SIGKILL), let left = try views(scratch)["funnel"]?["build"] as? JSON else {
                continue
            }
            #expect(left["running"] as? Bool != true)
            return try #require(left["saved"] as? Int)
        }
    }

    /// What reports answer from live views, for a time at which everything is over.
    private func answers(_ scratch: Scratch) throws -> [[String]] {
        try ["funnel", "health"].map { command in
            try run(scratch, command, "--as-of", "2030-01-01T00:00:00Z", "--json")
        }
    }

    @Test("A rebuild that is killed changes no answer, and the next one goes on from what was saved")
    func killed() throws {
        let scratch = Scratch()
        try run(scratch, "simulate", "--events", "8000", "--accounts", "300")
        try run(scratch, "rebuild")
        let before = try answers(scratch)
        let size = try #require(try json(run(scratch, "stat", "--json"))["events"] as? Int)
        let saved = try killRebuild(scratch)
        let left = try #require(try views(scratch)["funnel"])
        #expect(left["state"] as? String == "live" && left["position"] as? Int == size && saved > 0)
        #expect(try answers(scratch) == before)
        let resumed = try json(run(scratch, "rebuild", "--json"))
        #expect(resumed["resumedAt"] as? Int == saved, "\(resumed)")
        #expect(try answers(scratch) == before)
        #expect(try views(scratch).values.allSatisfy { $0["build"] == nil && $0["position"] as? Int == size })
    }

    @Test("A view is added to a log that is there while appends go on, and has what came meanwhile")
    func added() throws {
        let scratch = Scratch()
        try run(scratch, "simulate", "--events", "8000", "--accounts", "300")
        #expect(try views(scratch)["funnel"]?["state"] as? String == "not-built")
        let start = try #require(try json(run(scratch, "stat", "--json"))["events"] as? Int)
        var (appended, meanwhile) = (0, 0)
        while meanwhile == 0 {
            try? FileManager.default.removeItem(atPath: scratch.trail + "/views")
            let child = try Child("dealtrail", ["rebuild", "--view", "funnel", "--trail", scratch.trail, "--json"])
            while child.isAlive {
                let line = """
                    {"specversion":"1.0","id":"late-\(appended)","source":"s","type":"opportunity.created","author":"rep:lin",\
                    "data":{"opportunity":"late-\(appended)","pipeline":"standard","pipelineVersion":1,\
                    "stages":[{"name":"first","requires":[]}]}}\n
                    """
                let run = try Child.tool("append", "--trail", scratch.trail, input: line)
                #expect(run.end == .status(0), "\(run.lines)")
                appended += 1
                if child.isAlive { meanwhile += 1 }
            }
            let built = try json(child.lines())
            #expect(child.wait() == .status(0), "\(built)")
            // Whatever had come when it took over is in it; the rest comes with the next question.
            let position = try #require((built["views"] as? [JSON])?.first?["position"] as? Int)
            #expect(position >= start && position <= start + appended, "\(built)")
        }
        #expect(try json(run(scratch, "stat", "--json"))["events"] as? Int == start + appended)
        let funnel = try run(scratch, "funnel", "--as-of", "2030-01-01T00:00:00Z", "--json")
        let opened = try json(run(scratch, "log", "--kind", "opportunity.created", "--count-by", "kind", "--json"))
        let total = try #require(try json(funnel)["total"] as? JSON)
        #expect(total["cases"] as? Int == opened["events"] as? Int, "\(opened)")
        // As if it had been built afterwards.
        try run(scratch, "rebuild")
        #expect(try run(scratch, "funnel", "--as-of", "2030-01-01T00:00:00Z", "--json") == funnel)
    }

    @Test("A view that stands still is told, tried again and led past the event, while the others answer")
    func faulted() async throws {
        let scratch = Scratch()
        try run(scratch, "init", "--origin", "example.com/fault", "--author", "ops:wu")
        func append(_ opportunity: String) throws {
            let line = """
                {"specversion":"1.0","id":"\(opportunity)","source":"s","type":"opportunity.created","author":"rep:lin",\
                "data":{"opportunity":"\(opportunity)","pipeline":"standard","pipelineVersion":1,"stages":[{"name":"first","requires":[]}]}}\n
                """
            let appended = try Child.tool("append", "--trail", scratch.trail, input: line)
            #expect(appended.end == .status(0), "\(appended.lines)")
        }
        try append("O-1")
        #expect(try views(scratch, ends: 0)["funnel"]?["state"] as? String == "not-built")
        try run(scratch, "rebuild")
        // What no version can make sense of: a stage that is a number.
        let log = try TrailLog.open(at: scratch.trail)
        let payload = CBORValue.map([.number(1): .text("O-1"), .number(2): .unsigned(7)]).canonical
        let receipt = try await log.append(
            AppendRequest.sample(
                "bad",
                [
                    NewEvent(
                        kind: "opportunity.stage-entered", version: 1, stream: "opportunity:O-1",
                        tags: ["opportunity:O-1"], payload: payload)
                ]))
        let bad = receipt.positions.lowerBound
        try await log.close()
        try append("O-2")

        let told = try run(scratch, "funnel", "--json", ends: 17)
        #expect(told.contains { $0.contains("\(bad)") }, "\(told)")
        try run(scratch, "spread", "--json")
        try run(scratch, "health", "--json")
        let listed = try views(scratch, ends: 1)
        let fault = try #require(listed["funnel"]?["fault"] as? JSON)
        #expect(fault["position"] as? Int == Int(bad) && fault["kind"] as? String == "opportunity.stage-entered")
        #expect(listed["funnel"]?["state"] as? String == "faulted" && listed["funnel"]?["position"] as? Int == Int(bad))
        #expect(listed["customer-health"]?["state"] as? String == "live")
        let earlier = try json(run(scratch, "funnel", "--as-of", "\(bad - 1)", "--json"))
        #expect((earlier["total"] as? JSON)?["cases"] as? Int == 1)

        let retried = try run(scratch, "views", "retry", "funnel", ends: 17)
        #expect(retried.contains { $0.contains("\(bad)") }, "\(retried)")
        let elsewhere = try run(
            scratch, "views", "skip", "funnel", "--position", "\(bad + 1)", "--reason", "none", "--author", "ops:ann",
            ends: 4)
        #expect(elsewhere.contains { $0.contains("\(bad)") }, "\(elsewhere)")
        try run(
            scratch, "views", "skip", "funnel", "--position", "\(bad)", "--reason", "typed by hand", "--author",
            "ops:ann")
        let after = try json(run(scratch, "funnel", "--json"))
        #expect((after["total"] as? JSON)?["cases"] as? Int == 2)
        #expect((after["asOf"] as? JSON)?["skipped"] as? Int == 1)
        #expect(try views(scratch)["funnel"]?["skipped"] as? [Int] == [Int(bad)])
        try run(scratch, "rebuild")
        let rebuilt = try json(run(scratch, "funnel", "--json"))
        #expect((rebuilt["total"] as? JSON)?["cases"] as? Int == 2)
        #expect((rebuilt["asOf"] as? JSON)?["skipped"] as? Int == 1)
        let decided = try json(run(scratch, "log", "--kind", "view.event-skipped", "--json"))
        #expect("\(decided)".contains("ops:ann") && "\(decided)".contains("typed by hand"))
    }
}
