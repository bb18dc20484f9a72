import Foundation
import Testing

/// The commands of docs/import.md, run as they stand there, print every figure of `../shared/data/README.md`.
@Suite("docs/import.md", .enabled(if: SharedData.isPresent, "skipped: put the data into ../shared/data to run this"))
struct ImportPageTests {
    typealias Object = [String: Any]

    /// A line of the table: what it promises, and the command.
    private struct Promise {
        let figure: String
        let command: String
    }

    @Test func `Each command of the table prints its figure`() async throws {
        let page = try String(contentsOf: Tool.package.appending(path: "docs/import.md"), encoding: .utf8)
        let section = page[try #require(page.range(of: "## The true answers")).upperBound...]
        let text = String(section.prefix(upTo: try #require(section.range(of: "\n## ")).lowerBound))
        let scratch = Scratch()
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("dealtrail ") }
        #expect(lines.count == 6)
        for line in lines {
            let run = try await Self.run(String(line), scratch)
            #expect(run.status == 0, "\(line): \(run.errors)")
        }
        let promises = text.matches(of: #/\n\| (.+?) \| `(dealtrail .+?)` \|/#).map {
            Promise(figure: String($0.output.1), command: String($0.output.2))
        }
        #expect(Set(promises.map(\.figure)) == Set(Self.proofs.keys))
        for promise in promises {
            #expect(promise.command.hasSuffix("--json"))
            let run = try await Self.run(promise.command, scratch)
            #expect(run.status == 0, "\(promise.command): \(run.errors)")
            try Self.proofs[promise.figure]?(try run.json)
        }
    }

    /// Runs a line of the page in a folder of its own.
    private static func run(_ line: String, _ scratch: Scratch) async throws -> Tool.Run {
        let words = line.split(separator: " ").dropFirst().map { word in
            if word.hasPrefix("Fixtures/") { return Tool.package.appending(path: String(word)).path() }
            if word.hasPrefix("../shared/data/") {
                return SharedData.folder.appending(path: String(word.dropFirst(15))).path()
            }
            return word.hasSuffix(".trail") ? scratch.path(String(word)) : String(word)
        }
        return try await Tool.run(words)
    }

    /// What each figure of the table is held against.
    private static let proofs: [String: @Sendable (Object) throws -> Void] = [
        "338 set, 31 changed, 113 removed; 482 price events": { report in
            let kinds = counts(report).filter { $0.key.hasPrefix("price-list.") }
            #expect(
                kinds == [
                    "price-list.entry-set": 338, "price-list.entry-changed": 31, "price-list.entry-removed": 113,
                ])
            #expect(kinds.values.reduce(0, +) == 482)
        },
        "every old price is the new price before it": { report in
            var prices: [String: String] = [:]
            let edits = list(report["edits"])
            #expect(edits.count == 482)
            for edit in edits {
                let entry = "\(edit["list"] ?? "")/\(edit["product"] ?? "")"
                #expect(prices[entry] == amount(edit["old"]), "\(entry)")
                prices[entry] = amount(edit["new"])
            }
        },
        "the 31 price changes with their authors and approvers": { report in
            let file = SharedData.folder.appending(
                path: "price-list-history/price_changes_openai_anthropic.csv")
            // Nothing in this file is quoted.
            let rows = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }.filter { $0[3] == "price_changed" }
            let edits = list(report["edits"]).filter { $0["kind"] as? String == "list-changed" }
            #expect(rows.count == 31)
            let said = edits.map { edit in
                let origin = edit["origin"] as? Object ?? [:]
                let approver = list(edit["approvals"]).first?["approver"] as? String ?? ""
                let time = (origin["occurredAt"] as? String).flatMap {
                    try? Date($0, strategy: .iso8601).timeIntervalSince1970
                }
                return [
                    time.map { "\(Int($0))" } ?? "", text(edit["list"]), text(edit["product"]),
                    amount(edit["old"]) ?? "",
                    amount(edit["new"]) ?? "", text(origin["author"]), approver,
                ]
            }
            let wanted = rows.map { [$0[2], $0[4], "\($0[5])/\($0[6])", $0[7], $0[8], $0[9], $0[10]] }
            #expect(said.sorted(by: inOrder) == wanted.sorted(by: inOrder))
            #expect(said.contains { !$0[6].isEmpty })
        },
        "changed by user_0001 14, user_0385 5, user_0035 4": { report in
            let authors = counts(report)
            #expect(authors["user_0001"] == 14 && authors["user_0385"] == 5 && authors["user_0035"] == 4)
        },
        "claude-haiku-4-5-20251001, output: 15, 1.25, 5, with authors, approver and times": { report in
            let edits = list(report["edits"])
            #expect(edits.map { amount($0["new"]) } == ["15", "1.25", "5"])
            let origins = edits.map { $0["origin"] as? Object ?? [:] }
            #expect(origins.map { text($0["author"]) } == ["user_0035", "user_0035", "user_0073"])
            let times = try origins.map { try Date(text($0["occurredAt"]), strategy: .iso8601).timeIntervalSince1970 }
            #expect(times == [1_760_549_076, 1_760_550_706, 1_760_566_460])
            #expect(edits.map { list($0["approvals"]).map { text($0["approver"]) } } == [[], [], ["user_0067"]])
        },
        "Won 4,238, Lost 2,473, Engaging 1,589, Prospecting 500, of 8,800; won value 10,005,534": { report in
            let total = try #require(report["total"] as? Object)
            #expect(total["won"] as? Int == 4_238 && total["lost"] as? Int == 2_473 && total["cases"] as? Int == 8_800)
            #expect(inStage(total) == ["Engaging": 1_589, "Prospecting": 500])
            #expect(list(total["wonValue"]).map { text($0["amount"]) } == ["10005534"])
        },
        "median days from engage to close: won 57, lost 14": { report in
            let total = try #require(report["total"] as? Object)
            #expect((total["daysToWon"] as? Object)?["median"] as? String == "57.0")
            #expect((total["daysToLost"] as? Object)?["median"] as? String == "14.0")
        },
        "at the end of 2017-06-30: 1,686 engaged and open, 1,785 won, 894 lost": { report in
            let total = try #require(report["total"] as? Object)
            #expect(inStage(total)["Engaging"] == 1_686)
            #expect(total["won"] as? Int == 1_785 && total["lost"] as? Int == 894)
        },
        "Hayden Neloms 107 of 152, Maureen Marcano 149 of 213": { report in
            for (name, won, closed) in [("Hayden Neloms", 107, 152), ("Maureen Marcano", 149, 213)] {
                let slice = try #require(list(report["slices"]).first { $0["name"] as? String == name })
                #expect(slice["won"] as? Int == won)
                #expect((slice["won"] as? Int ?? 0) + (slice["lost"] as? Int ?? 0) == closed)
            }
        },
        "won below, at, above list price: 2,133, 65, 2,040": { report in
            let prices = try #require((report["total"] as? Object)?["againstList"] as? Object)
            #expect(["below", "at", "above"].map { prices[$0] as? Int } == [2_133, 65, 2_040])
        },
        "34 price changes by nine users": { report in
            #expect(
                counts(report) == [
                    "user_234": 12, "user_085": 9, "user_102": 5, "user_043": 3, "user_103": 1, "user_106": 1,
                    "user_119": 1, "user_146": 1, "user_204": 1,
                ])
            #expect(report["events"] as? Int == 34)
        },
        "138 events of 33 items": { report in
            #expect(report["rows"] as? Int == 138 && report["taken"] as? Int == 0)
            // Of each item the first row is two events: the quote and its line.
            #expect(report["alreadyPresent"] as? Int == 138 + 33)
        },
        "33 items whose price a person changed": { report in
            #expect(counts(report).count == 33)
        },
        "item 4507031907_00010: by user_146 and by user_043, with times": { report in
            let changes = list(report["edits"]).filter { $0["kind"] as? String == "changed" }
            let origins = changes.map { $0["origin"] as? Object ?? [:] }
            #expect(origins.map { text($0["author"]) } == ["user_146", "user_043"])
            #expect(
                origins.map { text($0["occurredAt"]) } == ["2018-05-31T11:35:00+02:00", "2018-06-29T11:14:00+02:00"])
        },
    ]

    private static func list(_ value: Any?) -> [Object] { value as? [Object] ?? [] }
    private static func text(_ value: Any?) -> String { value as? String ?? "" }
    private static func amount(_ value: Any?) -> String? { (value as? Object)?["amount"] as? String }
    private static func inOrder(_ one: [String], _ other: [String]) -> Bool { one.lexicographicallyPrecedes(other) }

    private static func counts(_ report: Object) -> [String: Int] {
        Dictionary(
            list(report["counts"]).map { (text($0["name"]), $0["events"] as? Int ?? -1) }, uniquingKeysWith: { $1 })
    }

    private static func inStage(_ slice: Object) -> [String: Int] {
        Dictionary(
            list(slice["stages"]).map { (text($0["stage"]), $0["inStage"] as? Int ?? -1) }, uniquingKeysWith: { $1 })
    }
}
