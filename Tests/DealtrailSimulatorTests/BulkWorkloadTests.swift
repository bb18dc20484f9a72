import DealtrailModel
import DealtrailSales
import DealtrailSimulator
import Testing

@Suite struct BulkWorkloadTests {
    static let workload = BulkWorkload(seed: 5, events: 20_000, accounts: 300, reps: 12)
    static let requests = Array(workload)

    static func digest(_ workload: BulkWorkload) -> ContentDigest {
        var bytes: [UInt8] = []
        for request in workload {
            bytes += Array("\(request.commandID) \(request.author.id) \(String(describing: request.occurredAt))".utf8)
            for event in request.events { bytes += Array("\(event.stream) \(event.tags)".utf8) + event.payload }
        }
        return ContentDigest(of: bytes)
    }

    @Test func `The same seed gives the same requests, on every machine`() {
        let small = BulkWorkload(seed: 5, events: 3_000, accounts: 50, reps: 4)
        let first = Self.digest(small)
        #expect(Self.digest(small) == first)
        #expect(Self.digest(BulkWorkload(seed: 6, events: 3_000, accounts: 50, reps: 4)) != first)
        #expect(first.short == "07bbc1c2c6f2")
    }

    @Test(arguments: [1, 2, 49, 50, 51, 100, 357, 4_001])
    func `There are exactly as many events as asked for`(_ count: Int) {
        let requests = Array(BulkWorkload(seed: 1, events: count, accounts: 100, reps: 3))
        #expect(requests.reduce(0) { $0 + $1.events.count } == count)
        #expect(requests.allSatisfy { !$0.events.isEmpty })
        #expect(Set(requests.map(\.commandID)).count == requests.count)
    }

    @Test func `An append accepts every request, and times go forward`() throws {
        var last = Int64.min
        for request in Self.requests {
            try request.validate()
            let time = try #require(request.occurredAt?.time?.instant.nanoseconds)
            #expect(time >= last)
            last = time
        }
    }

    @Test func `Every event reads as the event that it is`() throws {
        var kinds: [EventKind: Int] = [:]
        var tags = 0
        var bytes = 0
        for event in Self.requests.lazy.flatMap(\.events) {
            let entry = try #require(Catalog.sales.events[event.kind])
            // Through JSON and back: every field is one that the type has.
            let parsed = try entry.event(json: try Self.json(event))
            #expect(try CBOREncoder().encode(parsed) == event.payload)
            #expect(parsed.stream == event.stream)
            #expect(Set(parsed.tags).sorted() == event.tags)
            kinds[event.kind, default: 0] += 1
            tags += event.tags.count
            bytes += event.payload.count
        }
        #expect(kinds.count >= 20)
        #expect((35...45).contains(tags * 10 / Self.workload.events))
        #expect((60...200).contains(bytes / Self.workload.events))
        let share = kinds["quote.line-price-changed", default: 0] * 100 / Self.workload.events
        #expect(share >= 3)
    }

    private static func json(_ event: NewEvent) throws -> String {
        let request = AppendRequest([event], by: Author("rep:anybody"), id: "bulk")
        let record = try RecordBuilder(
            append: request, hasher: NameHasher(low: 0, high: 0), recordedAt: Timestamp(nanoseconds: 0)
        ).record(index: 0, id: EventID(high: 0, low: 0), revision: 0, cause: nil)
        let view = try EventView(position: 0, record: record.rawSpan)
        return try Catalog.sales.json(of: try view.recorded())
    }

    @Test func `Every old price is the one before, and sent terms are those of the lines`() throws {
        struct Key: Hashable { let quote: QuoteID, line: LineID }
        var prices: [Key: Money] = [:]
        var listPrices: [ProductID: Money] = [:]
        var repriced = 0
        for event in Self.requests.lazy.flatMap(\.events) {
            switch event.kind {
            case QuoteLineAdded.kind:
                let added = try CBORDecoder().decode(QuoteLineAdded.self, from: event.payload)
                #expect(added.listPrice == listPrices[added.product])
                prices[Key(quote: added.quote, line: added.line)] = added.unitPrice
            case QuoteLinePriceChanged.kind:
                let changed = try CBORDecoder().decode(QuoteLinePriceChanged.self, from: event.payload)
                let key = Key(quote: changed.quote, line: changed.line)
                #expect(prices[key] == changed.old)
                prices[key] = changed.new
            case QuoteRepriced.kind:
                let changed = try CBORDecoder().decode(QuoteRepriced.self, from: event.payload)
                let key = Key(quote: changed.quote, line: changed.line)
                #expect(prices[key] == changed.old && event.cause == .sibling(0))
                prices[key] = changed.new
                repriced += 1
            case PriceListEntrySet.kind:
                let entry = try CBORDecoder().decode(PriceListEntrySet.self, from: event.payload)
                listPrices[entry.product] = entry.price
            case PriceListEntryChanged.kind:
                let entry = try CBORDecoder().decode(PriceListEntryChanged.self, from: event.payload)
                #expect(listPrices[entry.product] == entry.old)
                listPrices[entry.product] = entry.new
            case QuoteSent.kind:
                let sent = try CBORDecoder().decode(QuoteSent.self, from: event.payload)
                #expect(sent.fingerprint == QuoteFingerprint.of(sent.terms))
                for line in sent.terms { #expect(prices[Key(quote: sent.quote, line: line.line)] == line.unitPrice) }
                let breaches = PriceBand(.standard).breaches(in: sent.terms)
                #expect(breaches.isEmpty == (sent.approval == nil))
            default: break
            }
        }
        #expect(repriced > 0)
    }
}
