import DealtrailImport
import DealtrailLog
import DealtrailModel
import DealtrailSales
import Testing

@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.missing)))
struct PriceListHistoryTests {
    private static let path = "price-list-history/price_changes_openai_anthropic.csv"

    /// The kinds, authors and prices of the imported list.
    private struct Answers {
        var kinds: [EventKind: Int] = [:]
        var changers: [ActorID: Int] = [:]
        var haiku: [String] = []
    }

    @Test func `the true answers come out of a plain fold`() async throws {
        let (trail, report) = try await SharedData.run("price-list-history", Self.path)
        #expect(report.rejected == 0)
        #expect(report.breaches == [])
        #expect(report.taken == 482)
        #expect(report.rows == 482)
        let product: ProductID = "claude-haiku-4-5-20251001/output"
        let fold = Fold<Answers> {
            On(PriceListEntrySet.self) { answers, event, envelope in
                answers.kinds[PriceListEntrySet.kind, default: 0] += 1
                if event.product == product {
                    answers.haiku.append(
                        "set \(event.price?.description ?? "?") \(try envelope.author.id) \(seconds(envelope))")
                }
            }
            On(PriceListEntryChanged.self) { answers, event, envelope in
                answers.kinds[PriceListEntryChanged.kind, default: 0] += 1
                let author = try envelope.author
                answers.changers[author.id, default: 0] += 1
                #expect(author.kind == .claimed)
                #expect(author.channel == .import)
                if event.product == product {
                    answers.haiku.append(
                        "\(event.old?.description ?? "?") to \(event.new?.description ?? "?") \(author.id)"
                            + " \(event.approver?.rawValue ?? "-") \(seconds(envelope))")
                }
            }
            On(PriceListEntryRemoved.self) { answers, _ in answers.kinds[PriceListEntryRemoved.kind, default: 0] += 1 }
        }
        var answers = Answers()
        try trail.log.scan(.all, in: 0..<UInt64.max, direction: .forward) { event in
            try fold.apply(event, to: &answers)
            return true
        }
        #expect(answers.kinds[PriceListEntrySet.kind] == 338)
        #expect(answers.kinds[PriceListEntryChanged.kind] == 31)
        #expect(answers.kinds[PriceListEntryRemoved.kind] == 113)
        #expect(answers.changers["user_0001"] == 14)
        #expect(answers.changers["user_0385"] == 5)
        #expect(answers.changers["user_0035"] == 4)
        #expect(
            answers.haiku == [
                "set 15 user_0035 1760549076", "15 to 1.25 user_0035 - 1760550706",
                "1.25 to 5 user_0073 user_0067 1760566460",
            ])
    }

    @Test func `every event names its import as its cause, and its file and row`() async throws {
        let (trail, report) = try await SharedData.run("price-list-history", Self.path)
        let events = try trail.log.events()
        let started = try #require(events.first)
        let payload = try started.decode(ImportStarted.self)
        #expect(started.author == SharedData.importer)
        #expect(payload.importer == "price-list-history")
        #expect(payload.mapping == report.mappingDigest)
        #expect(payload.files == [ImportedFile(name: report.files[0].name, digest: report.files[0].digest)])
        #expect(events.dropFirst().allSatisfy { $0.causation == started.id })
        #expect(events[1].provenance == .imported(file: report.files[0].name, row: 2, digest: report.files[0].digest))
        #expect(events[1].stream == "price-list:anthropic")
        #expect(events[1].commandID == "import:price-list-history:1")
        #expect(events[1].command == nil)
        #expect(report.firstPosition == 0)
        #expect(report.lastPosition == 482)
    }

    @Test func `a second import adds nothing`() async throws {
        let (trail, _) = try await SharedData.run("price-list-history", Self.path)
        let again = Importer(
            mapping: try SharedData.mapping("price-list-history"), log: trail.log, importer: SharedData.importer)
        let report = try await again.run(files: ImportFiles(SharedData.file(Self.path)))
        #expect(report.taken == 0)
        #expect(report.alreadyPresent == 482)
        #expect(report.rejected == 0)
        #expect(report.firstPosition == nil)
        #expect(try trail.log.head().size == 483)
    }
}

/// Whole seconds of the time at which an event happened.
private func seconds(_ event: borrowing EventView) -> Int64 { (event.occurredAt?.nanoseconds ?? 0) / 1_000_000_000 }
