import DealtrailImport
import DealtrailLog
import DealtrailModel
import DealtrailSales
import Foundation
import Testing

struct ImporterTests {
    private static let mapping = """
        mapping: offers
        zone: Europe/Amsterdam
        author:
          id: "{who}"
          kinds: { sys_: service, sys_batch: automation }
          on-behalf-of: "{boss?}"
        source:
          columns: [id, who, boss, at, quote, old, new, note]
          delimiter: ";"
          not-recorded: ["", "n/a"]
          values:
            customer: { lookup: quotes, by: "{quote}", column: customer, missing: not-recorded }
          emit:
            - event: quote.line-price-changed
              key: "{id}"
              occurred: { time: "{at?}", format: dd.MM.yyyy HH:mm }
              tags: ["note:{note?}", "source:offers"]
              payload:
                quote: "{quote}"
                line: L-1
                old: { money: "{old?}", currency: EUR }
                new: { money: "{new}", currency: EUR }
                account: "{customer?}"
                reason: "{note?}"
        tables:
          quotes: { file: quotes.csv, columns: [quote, customer], key: quote }
        """

    /// A folder of its own with the given files.
    private func files(_ rows: String, quotes: String = "quote,customer\nQ-1,acme\n") throws -> ImportFiles {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dealtrail-import-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let source = folder.appending(path: "offers.csv")
        try Data(("id;who;boss;at;quote;old;new;note\n" + rows).utf8).write(to: source)
        try Data(quotes.utf8).write(to: folder.appending(path: "quotes.csv"))
        return ImportFiles(source)
    }

    private func run(_ files: ImportFiles, in log: MemoryEventLog, rejects: URL? = nil) async throws -> ImportReport {
        let mapping = try Mapping(yaml: Self.mapping, file: "offers.yaml", catalog: .sales)
        return try await Importer(mapping: mapping, log: log, importer: SharedData.importer).run(
            files: files, rejects: rejects)
    }

    private func remove(_ files: ImportFiles) {
        try? FileManager.default.removeItem(at: files.source.deletingLastPathComponent())
    }

    @Test func `templates, look-ups, not-recorded values and kinds of author`() async throws {
        let log = MemoryEventLog()
        let files = try files(
            "1;sys_batch7;;30.06.2017 09:30;Q-1;n/a;1.50;\n2;sys_a;ann;;Q-2;1.50;2;urgent\n3;bob;;30.12.2017 09:30;Q-2;2;3;\n"
        )
        defer { remove(files) }
        let report = try await run(files, in: log)
        #expect(report.taken == 3)
        #expect(report.rejected == 0)
        let events = Array(try log.events().dropFirst())
        let first = try events[0].decode(QuoteLinePriceChanged.self)
        #expect(first.old == nil)
        #expect(first.new == .eur("1.50"))
        #expect(first.new?.amount.scale == 2)
        #expect(first.account == "acme")
        #expect(first.reason == nil)
        #expect(events[0].author == Author("sys_batch7", kind: .automation, channel: .import))
        #expect(events[0].occurredAt == .at(try #require(ZonedTime(rfc3339: "2017-06-30T09:30:00+02:00"))))
        #expect(events[0].tags == ["account:acme", "quote:Q-1", "source:offers"])
        #expect(events[1].author == Author("sys_a", kind: .service, onBehalfOf: "ann", channel: .import))
        #expect(events[1].occurredAt == .unknown)
        #expect(events[1].tags == ["note:urgent", "quote:Q-2", "source:offers"])
        #expect(events[2].author.kind == .claimed)
        #expect(events[2].occurredAt == .at(try #require(ZonedTime(rfc3339: "2017-12-30T09:30:00+01:00"))))
        // Nothing but the price change is in the file, so each line is one that was never added.
        #expect(report.breaches.map(\.rule) == ["quote.line-missing", "quote.line-missing", "quote.line-missing"])
    }

    @Test func `a local time that does not occur is rejected, of one that occurs twice the first counts`() async throws
    {
        let log = MemoryEventLog()
        let files = try files("1;a;;26.03.2017 02:30;Q-1;;1;\n2;a;;29.10.2017 02:30;Q-1;;1;\n")
        defer { remove(files) }
        let report = try await run(files, in: log)
        #expect(report.rejections.map(\.row) == [2])
        #expect(report.rejections.first?.columnName == "at")
        #expect(try log.events().last?.occurredAt == .at(try #require(ZonedTime(rfc3339: "2017-10-29T02:30:00+02:00"))))
    }

    @Test func `rejects say file, row, column and reason, and go to a file`() async throws {
        let log = MemoryEventLog()
        let files = try files(
            "1;a;;;Q-1;;1.x;\n2;a;;;Q-1;;\n3;a;;;Q-1;;\"1\n4;;;;Q-1;;1;\n5;a;;yesterday;Q-1;;1;\n6;a;;;Q-1;;1;ok\n\n")
        defer { remove(files) }
        let rejects = files.source.deletingLastPathComponent().appending(path: "rejects.csv")
        let report = try await run(files, in: log, rejects: rejects)
        #expect(report.taken == 1)
        #expect(report.rejected == 5)
        #expect(report.rejections.map(\.row) == [2, 3, 4, 5, 6])
        #expect(report.rejections.map(\.columnName) == ["new", "note", "new", "who", "at"])
        #expect(report.rejections.allSatisfy { $0.file == "offers.csv" && !$0.reason.isEmpty })
        let text = try String(contentsOf: rejects, encoding: .utf8)
        #expect(text.split(separator: "\n").count == 6)
        #expect(text.hasPrefix("file,row,line,column,key,reason,record\noffers.csv,2,2,new,,"))
        #expect(text.contains("1;a;;;Q-1;;1.x;"))
    }

    @Test func `the same key with other content is rejected, the rest is taken`() async throws {
        let log = MemoryEventLog()
        let first = try files("1;a;;;Q-1;;1;\n2;a;;;Q-1;;2;\n")
        defer { remove(first) }
        _ = try await run(first, in: log)
        let second = try files("1;a;;;Q-1;;1;\n2;a;;;Q-1;;2.5;\n3;a;;;Q-1;;3;\n")
        defer { remove(second) }
        let report = try await run(second, in: log)
        #expect(report.alreadyPresent == 1)
        #expect(report.taken == 1)
        #expect(report.rejections.map(\.key) == ["2"])
        #expect(report.rejections.map(\.row) == [3])
        #expect(report.rejections.first?.reason == "the key \"2\" was imported before with other content")
        // Two imports of different files, and three changes.
        #expect(try log.head().size == 5)
    }

    @Test func `a key that is no name becomes a digest`() async throws {
        let log = MemoryEventLog()
        let files = try files("\(String(repeating: "k", count: 300));a;;;Q-1;;1;\n")
        defer { remove(files) }
        #expect(try await run(files, in: log).taken == 1)
        #expect(try log.events().last?.commandID.rawValue.hasPrefix("import:offers:sha256:") == true)
    }

    @Test func `breaches are reported and taken`() async throws {
        let log = MemoryEventLog()
        let mapping = """
            mapping: list
            author: "{who}"
            source:
              columns: [id, who, kind, old, new]
              emit:
                - { event: price-list.entry-set, when: { kind: set }, key: "{id}", occurred: unknown,
                    payload: { list: l, product: p, price: { money: "{new}", currency: CNY } } }
                - { event: price-list.entry-changed, when: { kind: change }, key: "{id}", occurred: unknown,
                    payload: { list: l, product: p, old: { money: "{old}", currency: CNY },
                               new: { money: "{new}", currency: CNY } } }
            """
        let files = try files("")
        defer { remove(files) }
        try Data("id,who,kind,old,new\n1,a,set,,5\n2,a,change,5.00,6\n3,a,change,7,8\n4,a,set,,9\n".utf8).write(
            to: files.source)
        let importer = Importer(
            mapping: try Mapping(yaml: mapping, file: "list.yaml", catalog: .sales), log: log,
            importer: SharedData.importer)
        let report = try await importer.run(files: files)
        #expect(report.taken == 4)
        #expect(report.rejected == 0)
        #expect(report.breaches.map(\.rule) == ["price.chain-broken", "price.set-twice"])
        #expect(report.breaches.map(\.row) == [4, 5])
    }

    @Test func `a misspelt field is told, not dropped`() async throws {
        let log = MemoryEventLog()
        let mapping = """
            mapping: m
            author: importer
            source:
              columns: [id]
              emit: [{ event: quote.created, key: "{id}", occurred: unknown, payload: { quote: "{id}", acount: x } }]
            """
        let files = try files("")
        defer { remove(files) }
        try Data("id\n1\n".utf8).write(to: files.source)
        let importer = Importer(
            mapping: try Mapping(yaml: mapping, file: "m.yaml", catalog: .sales), log: log,
            importer: SharedData.importer)
        let report = try await importer.run(files: files)
        #expect(report.rejections.map(\.reason) == ["quote.created has no field acount"])
    }

    @Test func `what does not fit stops the import before anything is appended`() async throws {
        let log = MemoryEventLog()
        let twice = try files("", quotes: "quote,customer\nQ-1,a\nQ-1,b\n")
        defer { remove(twice) }
        await #expect(throws: ImportError.self) { try await run(twice, in: log) }
        let header = try files("", quotes: "quote,client\n")
        defer { remove(header) }
        let error = await #expect(throws: ImportError.self) { try await run(header, in: log) }
        #expect(error?.detail == "quotes.csv lacks customer; it has quote, client")
        let absent = ImportFiles(header.source.deletingLastPathComponent().appending(path: "none.csv"))
        await #expect(throws: ImportError.self) { try await run(absent, in: log) }
        #expect(try log.head().size == 0)
    }

    @Test func `events by time: unknown times first, equal times in the order of rows and emits`() async throws {
        let log = MemoryEventLog()
        let mapping = """
            mapping: m
            author: importer
            order: occurred
            source:
              columns: [id, at]
              emit:
                - { event: a.b, custom: true, stream: s, key: "{id}/1", occurred: { time: "{at?}", format: unix },
                    payload: { n: "{id}" } }
                - { event: a.c, custom: true, stream: s, key: "{id}/2", occurred: { time: "{at?}", format: unix },
                    payload: { n: "{id}" } }
            """
        let files = try files("")
        defer { remove(files) }
        try Data("id,at\n1,20\n2,10\n3,\n4,10\n".utf8).write(to: files.source)
        let importer = Importer(
            mapping: try Mapping(yaml: mapping, file: "m.yaml", catalog: .sales), log: log,
            importer: SharedData.importer)
        _ = try await importer.run(files: files)
        let order = try log.events().dropFirst().map(\.commandID.rawValue)
        #expect(order == ["3/1", "3/2", "2/1", "2/2", "4/1", "4/2", "1/1", "1/2"].map { "import:m:\($0)" })
    }
}
