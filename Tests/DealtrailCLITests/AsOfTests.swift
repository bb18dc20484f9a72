import Foundation
import Testing

@testable import DealtrailCLI

/// Both time axes, by time and by position, alone and together, for every command that reads.
@Suite struct AsOfTests {
    /// The commands that take both axes.
    static let both: [[String]] = [
        ["price-history", "--everything"], ["spread"], ["funnel"],
        ["funnel", "--explain", "all"],
        ["funnel", "--compare", "last-year", "--definitions", "then", "--cohort", "entered", "--period", "2026-Q1"],
        ["dwell"], ["stalls"], ["actions"], ["overrides"], ["cliffs"], ["health"],
        ["health", "--bonus"], ["health", "--since", "2026-01-01T00:00:00Z"], ["alerts", "--warned"],
        ["notes", "--author", "rep:lin"], ["log", "--count-by", "kind"], ["stat"], ["policy", "show"],
    ]
    /// The commands that list what the log records when it happens.
    static let known: [[String]] = [["policy", "history"], ["reactions", "list"], ["outbox", "list"]]

    @Test func `Every command that reads answers as of a position or a time, on either axis or both`() async throws {
        let trail = try await SampleTrail()
        // Event 13 and the times at which it happened and was recorded.
        let shown = try #require(try await trail.run("show", "13", "--json").json["event"] as? [String: Any])
        let happened = try #require(shown["occurredAt"] as? String)
        let recorded = try #require(shown["recordedAt"] as? String)
        let points: [(known: [String], effective: [String])] = [
            (["--as-of", "13"], []), ([], ["--effective", happened]), ([], ["--effective", "13"]),
            (["--as-of", recorded], ["--effective", "13"]),
        ]
        for command in Self.both + Self.known {
            func answer(_ options: [String]) async throws -> [String: Any] {
                let run = try await Tool.run(command + options + ["--trail", trail.path, "--json"])
                #expect(run.status == 0, "\(command) \(options): \(run.errors)")
                return try run.json
            }
            for point in points where point.effective.isEmpty || Self.both.contains(command) {
                let answer = try await answer(point.known + point.effective)
                let question = try #require(answer["question"] as? [String: Any], "\(command)")
                #expect((question["asOf"] == nil) == point.known.isEmpty, "\(command) \(point)")
                #expect((question["effective"] == nil) == point.effective.isEmpty, "\(command) \(point)")
                // A position says when its event happened, and no more.
                guard point.effective == ["--effective", "13"] else { continue }
                let effective = try #require(question["effective"] as? String)
                #expect(try Self.instant(effective) == Self.instant(happened), "\(command)")
            }
            for axis in ["--as-of", "--effective"] where axis == "--as-of" || Self.both.contains(command) {
                let run = try await Tool.run(command + [axis, "10000", "--trail", trail.path])
                #expect(run.status == ExitStatus.notFound.rawValue && run.output.isEmpty, "\(command) \(axis)")
            }
        }
        for (axis, wrong) in [("--as-of", "2026-01-01"), ("--effective", "-1"), ("--effective", "yesterday")] {
            let run = try await trail.run("funnel", "\(axis)=\(wrong)")
            #expect(run.status == ExitStatus.usage.rawValue, "\(axis) \(wrong)")
            #expect(run.errors.contains("\"\(wrong)\" is neither a position nor an RFC 3339 time"), "\(run.errors)")
        }
    }

    private static func instant(_ text: String) throws -> Date {
        try Date(text, strategy: .iso8601)
    }

    @Test func `An event without a known time dates nothing`() async throws {
        let trail = try await SampleTrail()
        let log = try await trail.run("log", "--json").lines
        let undated = try #require(
            try log.firstIndex { line in
                let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return event?["time"] == nil
            })
        let run = try await trail.run("health", "--effective", "\(undated)")
        #expect(run.status == ExitStatus.usage.rawValue)
        #expect(run.errors.contains("nobody recorded when the event at position \(undated) happened; name a time"))
    }

    @Test func `Which policy was known then to be in force, and when`() async throws {
        let trail = try await SampleTrail(events: nil)
        for (version, tolerance) in [("first", 4), ("second", 5)] {
            let file = trail.scratch.path("\(version).yaml")
            try Data("version: \(version)\npricing: { tolerance: \(tolerance) }\n".utf8).write(to: URL(filePath: file))
            let run = try await Tool.run(["policy", "publish", "--trail", trail.path, "--activate", file])
            #expect(run.status == 0, "\(run.errors)")
        }
        func version(_ options: String...) async throws -> String? {
            let run = try await Tool.run(["policy", "show", "--trail", trail.path, "--json"] + options)
            return (try run.json["policy"] as? [String: Any])?["version"] as? String
        }
        let log = try await trail.run("log", "--json").lines
        let last = log.count - 1
        #expect(try await version() == "second")
        #expect(try await version("--as-of", "\(last)") == "second")
        #expect(try await version("--as-of", "\(last - 1)") == "first", "nobody knew of the second")
        #expect(try await version("--as-of", "0") == "standard-2")
        let far = "2126-01-01T00:00:00Z"
        #expect(try await version("--as-of", "\(last - 1)", "--effective", far) == "first")
        #expect(try await version("--as-of", "\(last)", "--at", far) == "second")
        let none = try await Tool.run(["policy", "show", "--trail", trail.path, "second", "--as-of", "0"])
        #expect(none.status == ExitStatus.notFound.rawValue && none.errors.contains("was published by then"))
        let history = try await Tool.run(
            ["policy", "history", "--trail", trail.path, "--as-of", "0", "--json"]
        ).json
        let versions = try #require(history["versions"] as? [[String: Any]])
        #expect(versions.compactMap { $0["version"] as? String } == ["standard-2"])
    }
}
