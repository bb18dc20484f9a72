import DealtrailImport
import DealtrailLog
import DealtrailModel
import DealtrailSales
import Testing

@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.missing)))
struct PurchaseOrderTests {
    private static let path = "purchase-order-changes/bpic2019_price_change_cases.csv"

    /// One change of a price.
    private struct Change: Equatable {
        let quote: QuoteID
        let author: ActorID
        let time: String
    }

    @Test func `the true answers come out of a plain fold`() async throws {
        let (trail, report) = try await SharedData.run("purchase-order-changes", Self.path)
        #expect(report.rejected == 0)
        #expect(report.rows == 138)
        let fold = Fold<[Change]> {
            On(QuoteLinePriceChanged.self) { changes, event, envelope in
                #expect(event.old == nil)
                #expect(event.new == nil)
                let time = try envelope.recorded().occurredAt.time
                changes.append(
                    Change(quote: event.quote, author: try envelope.author.id, time: time?.description ?? "unknown"))
            }
        }
        var changes: [Change] = []
        try trail.log.scan(.all, in: 0..<UInt64.max, direction: .forward) { event in
            try fold.apply(event, to: &changes)
            return true
        }
        #expect(changes.count == 34)
        let authors = Dictionary(grouping: changes, by: \.author).mapValues(\.count)
        #expect(
            authors == [
                "user_234": 12, "user_085": 9, "user_102": 5, "user_043": 3, "user_103": 1, "user_106": 1,
                "user_119": 1,
                "user_146": 1, "user_204": 1,
            ])
        let quote: QuoteID = "4507031907_00010"
        #expect(
            changes.filter { $0.quote == quote } == [
                Change(quote: quote, author: "user_146", time: "2018-05-31T11:35:00+02:00"),
                Change(quote: quote, author: "user_043", time: "2018-06-29T11:14:00+02:00"),
            ])
    }

    @Test func `activities without a kind of ours are kept, batch users are automations`() async throws {
        let (trail, report) = try await SharedData.run("purchase-order-changes", Self.path)
        #expect(report.takenByKind["purchase-order.record-goods-receipt"] == 26)
        #expect(report.takenByKind["purchase-order.change-delivery-indicator"] == 16)
        #expect(report.takenByKind["quote.created"] == 33)
        #expect(report.takenByKind["quote.line-removed"] == 3)
        let kept = try trail.log.events(EventFilter(query: .kinds("purchase-order.change-quantity")))
        #expect(kept.count == 14)
        let payload = try CBORValue(canonical: try #require(kept.first).payload)
        guard case .map(let fields) = payload else { throw TestFailure("a payload is a map") }
        #expect(fields[.text("activity")] == .text("Change Quantity"))
        let batch = try trail.log.events(EventFilter(author: "batch_16"))
        #expect(batch.map(\.author.kind) == [.automation])
        #expect(report.breaches.map(\.rule) == [])
    }
}

/// What a test could not go on with.
struct TestFailure: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
