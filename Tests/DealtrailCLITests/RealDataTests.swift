import Foundation
import Testing

/// The true answers of `../shared/data/README.md`, from the tool, and what stands beside them in the files.
@Suite(.enabled(if: SharedData.isPresent, "skipped: put the data into ../shared/data to run this"))
struct RealDataTests {
    /// Imports a file into a trail of its own.
    private func trail(_ mapping: String, _ file: String, rows: Int) async throws -> SampleTrail {
        let trail = try await SampleTrail(events: nil)
        let run = try await trail.run(
            "import", "--author", "ops:wu", "--mapping", Tool.fixture("mappings/\(mapping).yaml"),
            SharedData.folder.appending(path: file).path(), "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json["rows"] as? Int == rows)
        #expect(try run.json["rejected"] as? Int == 0)
        return trail
    }

    /// The counts of a report by their names.
    private func counts(_ trail: SampleTrail, _ options: String...) async throws -> [String: Int] {
        let report = try await Tool.run(["log", "--trail", trail.path, "--json"] + options).json
        let counts = try #require(report["counts"] as? [[String: Any]])
        return Dictionary(
            counts.map { ($0["name"] as? String ?? "", $0["events"] as? Int ?? -1) }, uniquingKeysWith: { $1 })
    }

    @Test func `Price list history`() async throws {
        let trail = try await trail(
            "price-list-history", "price-list-history/price_changes_openai_anthropic.csv", rows: 482)
        let kinds = try await counts(trail, "--count-by", "kind")
        #expect(kinds["price-list.entry-set"] == 338)
        #expect(kinds["price-list.entry-changed"] == 31)
        #expect(kinds["price-list.entry-removed"] == 113)
        let authors = try await counts(trail, "--kind", "price-list.entry-changed", "--count-by", "author")
        #expect(authors["user_0001"] == 14 && authors["user_0385"] == 5 && authors["user_0035"] == 4)
        let history = try await trail.run(
            "price-history", "--entry", "anthropic/claude-haiku-4-5-20251001/output", "--json"
        ).json
        let edits = try #require(history["edits"] as? [[String: Any]])
        let prices = edits.map { ($0["new"] as? [String: String])?["amount"] ?? "" }
        #expect(prices == ["15", "1.25", "5"])
        let origins = edits.map { $0["origin"] as? [String: Any] ?? [:] }
        #expect(origins.map { $0["author"] as? String ?? "" } == ["user_0035", "user_0035", "user_0073"])
        #expect(origins.last?["occurredAt"] as? String == "2025-10-15T22:14:20Z")
        let approvals = try #require(edits.last?["approvals"] as? [[String: Any]])
        #expect(approvals.map { $0["approver"] as? String ?? "" } == ["user_0067"])
    }

    @Test func `Purchase orders`() async throws {
        let trail = try await trail(
            "purchase-order-changes", "purchase-order-changes/bpic2019_price_change_cases.csv", rows: 138)
        let authors = try await counts(trail, "--kind", "quote.line-price-changed", "--count-by", "author")
        #expect(
            authors == [
                "user_234": 12, "user_085": 9, "user_102": 5, "user_043": 3, "user_103": 1, "user_106": 1,
                "user_119": 1,
                "user_146": 1, "user_204": 1,
            ])
        let history = try await trail.run("price-history", "--quote", "4507031907_00010", "--json").json
        let edits = try #require(history["edits"] as? [[String: Any]])
        let changes = edits.filter { $0["kind"] as? String == "changed" }.compactMap { $0["origin"] as? [String: Any] }
        #expect(changes.map { $0["author"] as? String ?? "" } == ["user_146", "user_043"])
        #expect(
            changes.map { $0["occurredAt"] as? String ?? "" } == [
                "2018-05-31T11:35:00+02:00", "2018-06-29T11:14:00+02:00",
            ])
        let changed = edits.first { $0["kind"] as? String == "changed" }
        #expect(changed?["old"] == nil && changed?["oldStatus"] as? String == "not-recorded")
    }

    @Test func `Opportunities`() async throws {
        let trail = try await trail("crm-opportunities", "crm-opportunities/sales_pipeline.csv", rows: 8_927)
        func funnel(_ options: String...) async throws -> [String: Any] {
            let run = try await Tool.run(["funnel", "--trail", trail.path, "--json"] + options)
            #expect(run.status == 0, "\(run.errors)")
            return try run.json
        }
        func inStage(_ slice: [String: Any]) -> [String: Int] {
            let stages = slice["stages"] as? [[String: Any]] ?? []
            return Dictionary(
                stages.map { ($0["stage"] as? String ?? "", $0["inStage"] as? Int ?? -1) }, uniquingKeysWith: { $1 })
        }
        let report = try await funnel("--by", "rep")
        let total = try #require(report["total"] as? [String: Any])
        #expect(total["won"] as? Int == 4_238 && total["lost"] as? Int == 2_473)
        #expect(inStage(total) == ["Prospecting": 500, "Engaging": 1_589])
        #expect((total["wonValue"] as? [[String: String]])?.map { $0["amount"] } == ["10005534"])
        #expect((total["daysToWon"] as? [String: Any])?["median"] as? String == "57.0")
        #expect((total["daysToLost"] as? [String: Any])?["median"] as? String == "14.0")
        let prices = try #require(total["againstList"] as? [String: Any])
        #expect(prices["below"] as? Int == 2_133 && prices["at"] as? Int == 65 && prices["above"] as? Int == 2_040)
        let slices = try #require(report["slices"] as? [[String: Any]])
        for (name, won, closed) in [("Hayden Neloms", 107, 152), ("Maureen Marcano", 149, 213)] {
            let slice = try #require(slices.first { $0["name"] as? String == name })
            #expect(slice["won"] as? Int == won)
            #expect((slice["won"] as? Int ?? 0) + (slice["lost"] as? Int ?? 0) == closed)
        }
        // Teams and regions come from the tags of the import; counted beside it from the files.
        let teams = try #require(try await funnel("--by", "team")["slices"] as? [[String: Any]])
        #expect(
            teams.map { $0["name"] as? String ?? "" } == [
                "Cara Losch", "Celia Rouche", "Dustin Brinkmann", "Melvin Marxen", "Rocco Neubert", "Summer Sewald",
            ])
        #expect(teams.map { $0["cases"] as? Int ?? 0 } == [964, 1_296, 1_583, 1_929, 1_327, 1_701])
        #expect(teams.map { $0["won"] as? Int ?? 0 } == [480, 610, 747, 882, 691, 828])
        let june = try await funnel("--effective", "2017-06-30T23:59:59.999999999Z")
        let then = try #require(june["total"] as? [String: Any])
        #expect(then["won"] as? Int == 1_785 && then["lost"] as? Int == 894)
        #expect(inStage(then)["Engaging"] == 1_686)
        #expect((june["asOf"] as? [String: Any])?["time"] as? String == "2017-06-30T23:59:59.999999999Z")
        let cases = try await funnel("--explain", "won", "--by", "rep", "--slice", "Hayden Neloms")
        #expect((cases["opportunities"] as? [String])?.count == 107)
    }
}
