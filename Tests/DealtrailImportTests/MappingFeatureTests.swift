import DealtrailImport
import DealtrailLog
import DealtrailModel
import DealtrailSales
import Foundation
import Testing

/// What a mapping can say, on a file of a few lines; the real files are tested beside it, where they are.
struct MappingFeatureTests {
    private static let mapping = """
        mapping: deals
        zone: +08:00
        author: "{who}"
        pipeline:
          name: path
          version: 3
          stages: [lead, { name: offer, requires: [minutes] }, deal]
        source:
          columns: [id, who, state, begun, ended, value, kind]
          values:
            stage:
              from: "{state}"
              aliases: { L: lead, O: offer, W: won, X: lost }
              unlisted: reject
            team: { lookup: teams, by: "{who}", column: team, missing: reject }
            size: { from: "{kind}", aliases: { big: large }, unlisted: not-recorded }
          emit:
            - event: opportunity.created
              key: "{id}/created"
              occurred: unknown
              tags: ["team:{team}", "size:{size?}", "{kind?}"]
              payload:
                opportunity: "{id}"
                pipeline: { pipeline: name }
                pipelineVersion: { pipeline: version }
                stages: { pipeline: stages }
                amount: { money: "{value?}", currency: CNY }
                quantity: { decimal: "{value?}" }
                product: { constant: "{as it stands}" }
            - event: opportunity.stage-entered
              key: "{id}/begun"
              when-present: begun
              occurred: { time: "{begun}", format: dd.MM.yyyy }
              payload: { opportunity: "{id}", stage: offer }
            - event: opportunity.won
              key: "{id}/won"
              when: { stage: won }
              occurred: { time: "{ended}", format: date }
              payload: { opportunity: "{id}", amount: { money: "{value}", currency: CNY } }
            - event: opportunity.lost
              key: "{id}/lost"
              when: { stage: [lost], value: "" }
              occurred: { time: "{ended}", format: date }
              payload: { opportunity: "{id}", reason: not-recorded }
            - event: crm.open
              custom: true
              stream: "opportunity:{id}"
              key: "{id}/open"
              unless: { stage: [won, lost] }
              occurred: { time: "{begun?}", format: dd.MM.yyyy }
              author: importer
              payload:
                count: { integer: "{value?}" }
                large: { boolean: "{kind}", yes: [big], no: [small] }
                list: ["{kind}", "{value?}", 7, true]
                nested: { object: { when: { date: "{begun?}", format: dd.MM.yyyy }, none: not-recorded } }
        tables:
          teams: { file: teams.csv, columns: [rep, team], key: rep }
        """

    private func run(_ rows: String) async throws -> (report: ImportReport, events: [RecordedEvent]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dealtrail-deals-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appending(path: "deals.csv")
        try Data(("id,who,state,begun,ended,value,kind\n" + rows).utf8).write(to: source)
        try Data("rep,team\nann,east\nbob,west\n".utf8).write(to: folder.appending(path: "teams.csv"))
        let log = MemoryEventLog()
        let importer = Importer(
            mapping: try Mapping(yaml: Self.mapping, file: "deals.yaml", catalog: .sales), log: log,
            importer: Author("ops:wu"))
        let report = try await importer.run(files: ImportFiles(source))
        return (report, Array(try log.events()))
    }

    @Test func `A row leads to the events whose conditions hold`() async throws {
        let (report, events) = try await run(
            "1,ann,W,05.01.2026,2026-02-03,12.50,big\n2,bob,X,06.01.2026,2026-02-04,,small\n3,ann,O,,,7,small\n"
                + "4,bob,X,,2026-02-05,9,small\n")
        #expect(report.rejected == 0, "\(report.rejections)")
        let kinds = Dictionary(grouping: events.dropFirst(2), by: { $0.provenance }).values
        #expect(kinds.count == 4)
        func row(_ number: UInt64) -> [String] {
            events.filter { if case .imported(_, number, _) = $0.provenance { true } else { false } }.map(
                \.kind.rawValue)
        }
        #expect(row(2) == ["opportunity.created", "opportunity.stage-entered", "opportunity.won"])
        #expect(row(3) == ["opportunity.created", "opportunity.stage-entered", "opportunity.lost"])
        // Without a beginning and without an end it is open; a lost one with a value is neither lost nor open here.
        #expect(row(4) == ["opportunity.created", "crm.open"])
        #expect(row(5) == ["opportunity.created"])
        #expect(report.taken == events.count - 1)
    }

    @Test func `Fields, constants, parts of the pipeline and tags come out as they are written`() async throws {
        let (_, events) = try await run("1,ann,W,05.01.2026,2026-02-03,12.50,big\n2,bob,L,,,,small\n")
        #expect(events[0].kind == "import.started" && events[0].author == Author("ops:wu"))
        let path = try events[1].decode(PipelineDefined.self)
        let stages = [
            PipelineStage("lead"), PipelineStage("offer", requires: ["minutes"]), PipelineStage("deal"),
        ]
        #expect(path == PipelineDefined(pipeline: "path", version: 3, stages: stages))
        let created = try events[2].decode(OpportunityCreated.self)
        #expect(created.pipeline == "path" && created.pipelineVersion == 3 && created.stages == stages)
        #expect(created.amount == .cny("12.50") && created.quantity == "12.50")
        #expect(created.amount?.amount.scale == 2, "with the decimals that it is written with")
        #expect(created.product == "{as it stands}", "a constant has no templates")
        #expect(events[2].tags.contains("team:east") && events[2].tags.contains("size:large"))
        #expect(events[2].occurredAt == .unknown)
        #expect(events[2].causation == events[0].id && events[4].causation == events[0].id)
        let begun = try #require(events.first { $0.kind == "opportunity.stage-entered" })
        #expect(begun.occurredAt == .at(try #require(ZonedTime(rfc3339: "2026-01-05T00:00:00+08:00"))))
        // The second row has no value and an unlisted size: fields and tags are dropped, and nothing is zero.
        let second = try #require(events.last { $0.kind == "opportunity.created" })
        let sparse = try second.decode(OpportunityCreated.self)
        #expect(sparse.amount == nil && sparse.quantity == nil)
        #expect(!second.tags.contains { $0.rawValue.hasPrefix("size:") })
        let open = try #require(events.last { $0.kind == "crm.open" })
        #expect(open.author == Author("ops:wu"), "the importer, not the row's author")
        #expect(open.occurredAt == .unknown)
        #expect(
            try CBORValue(canonical: open.payload)
                == .map([
                    .text("large"): .bool(false),
                    .text("list"): .array([.text("small"), .unsigned(7), .bool(true)]), .text("nested"): .map([:]),
                ]))
    }

    @Test func `What is not listed, found or mandatory rejects its row alone`() async throws {
        let (report, events) = try await run(
            "1,ann,?,,,1,big\n2,eve,O,,,1,big\n3,ann,W,,2026-02-03,,big\n4,ann,O,,,1,huge\n5,bob,O,,,1,big\n")
        #expect(report.rejections.map(\.row) == [2, 3, 4, 5])
        #expect(report.rejections.allSatisfy { !$0.reason.isEmpty && $0.file == "deals.csv" })
        #expect(report.rejections.map(\.columnName) == ["state", "who", "value", "kind"])
        #expect(Set(events.dropFirst(2).map(\.author.id.rawValue)) == ["bob", "ops:wu"])
    }
}
