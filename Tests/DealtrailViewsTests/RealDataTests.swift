import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

/// Answers that can be counted in the files themselves.
@Suite(.enabled(if: SharedData.isHere, "\(SharedData.missing)")) struct RealDataTests {
    /// The rows as events: a snapshot with two dates, the first of which is the move to Engaging.
    static func pipeline() throws -> TestTrail {
        var trail = TestTrail()
        for row in try SharedData.rows("crm-opportunities/products.csv") {
            let price = ScaledDecimal(row["sales_price"] ?? "")
            try trail.append(
                PriceListEntrySet(
                    list: "list", product: ProductID(row["product"] ?? ""), price: price.map { Money($0, .none) }),
                at: .unknown)
        }
        for row in try SharedData.rows("crm-opportunities/sales_pipeline.csv") {
            let id = OpportunityID(row["opportunity_id"] ?? "")
            let product = ProductID(row["product"] == "GTXPro" ? "GTX Pro" : row["product"] ?? "")
            let owner = ActorID(row["sales_agent"] ?? "")
            let close = OccurredAt.at("\(row["close_date"] ?? "")T00:00:00Z", else: .unknown)
            let amount = ScaledDecimal(row["close_value"] ?? "").map { Money($0, .none) }
            try trail.append(
                OpportunityCreated(
                    opportunity: id, pipeline: "crm", pipelineVersion: 1,
                    stages: [PipelineStage("Prospecting"), PipelineStage("Engaging")], owner: owner, product: product,
                    quantity: 1),
                at: .unknown)
            let engaged = OccurredAt.at("\(row["engage_date"] ?? "")T00:00:00Z", else: .unknown)
            if engaged != .unknown {
                try trail.append(
                    OpportunityStageEntered(opportunity: id, stage: "Engaging", owner: owner, product: product),
                    at: engaged)
            }
            switch row["deal_stage"] {
            case "Won": try trail.append(OpportunityWon(opportunity: id, amount: amount, owner: owner), at: close)
            case "Lost": try trail.append(OpportunityLost(opportunity: id, amount: amount, owner: owner), at: close)
            default: break
            }
        }
        return trail
    }

    @Test func `8,800 opportunities`() throws {
        let trail = try Self.pipeline()
        let prices = ListPrices(try trail.pairs(of: QuoteAuditTrail.self))
        let stamp = AnswerStamp(position: trail.last, time: time("2018-01-01T00:00:00Z"))
        let cases = FunnelCases(try trail.states(of: Funnel.self).values, stamp: stamp, listPrices: prices)
        let report = cases.report(by: .rep)
        let total = report.total
        #expect([total.cases, total.won, total.lost, total.open] == [8_800, 4_238, 2_473, 2_089])
        #expect(total.undated == 500 && total.notStarted == 500)
        #expect(total.stages.last?.inStage == 1_589)
        #expect(total.wonValue == [Money(10_005_534, .none)])
        #expect(total.daysToWon?.median == 57 && total.daysToLost?.median == 14)
        #expect([total.againstList.below, total.againstList.at, total.againstList.above] == [2_133, 65, 2_040])
        #expect(total.againstList.notRecorded == 0)
        for (rep, won, closed) in [("Hayden Neloms", 107, 152), ("Maureen Marcano", 149, 213)] {
            let slice = try #require(report.slices.first { $0.name == rep })
            #expect(slice.won == won && slice.won + slice.lost == closed)
            #expect(cases.cases(in: .won, of: .rep, value: rep).count == won)
        }
    }

    @Test func `The end of the first half of 2017`() throws {
        let end = time("2017-06-30T23:59:59Z")
        let states = try Self.pipeline().states(of: Funnel.self, effective: end).values
        let cases = FunnelCases(states, stamp: AnswerStamp(position: nil, axis: .effective, time: end))
        let total = cases.report().total
        #expect(cases.cases(in: .inStage("Engaging")).count == 1_686)
        #expect([total.won, total.lost] == [1_785, 894])
    }

    @Test func `482 changes of a public price list`() throws {
        var trail = TestTrail()
        for row in try SharedData.rows("price-list-history/price_changes_openai_anthropic.csv") {
            let list = PriceListID(row["provider"] ?? "")
            let product = ProductID(row["model"] ?? "")
            let old = ScaledDecimal(row["old_price"] ?? "").map { Money.usd($0) }
            let new = ScaledDecimal(row["new_price"] ?? "").map { Money.usd($0) }
            let approver = row["approver"].flatMap { $0.isEmpty ? nil : ActorID($0) }
            let event: any Event =
                switch row["kind"] {
                case "price_set":
                    PriceListEntrySet(list: list, product: product, price: new, field: row["field"], approver: approver)
                case "price_changed":
                    PriceListEntryChanged(
                        list: list, product: product, old: old, new: new, field: row["field"], approver: approver)
                default:
                    PriceListEntryRemoved(
                        list: list, product: product, lastPrice: old, field: row["field"], approver: approver)
                }
            let seconds = try #require(Int64(row["committed_unix"] ?? "").flatMap(Timestamp.init(seconds:)))
            try trail.append(event, by: Author(ActorID(row["proposer"] ?? ""), kind: .claimed), at: .at(seconds))
        }
        let history = try PriceHistory(events: trail.events, stamp: PriceHistoryTests.stamp)
        let kinds: [PriceEditKind] = [.listSet, .listChanged, .listRemoved]
        #expect(kinds.map { kind in history.edits.count { $0.kind == kind } } == [338, 31, 113])
        let changes = history.edits.filter { $0.kind == .listChanged }
        let counts = ["user_0001", "user_0385", "user_0035"].map { user in
            changes.count { $0.origin.author.rawValue == user }
        }
        #expect(counts == [14, 5, 4])
        let haiku = history.filtered(
            .entry(PriceListEntry(list: "anthropic", product: "claude-haiku-4-5-20251001"))
        ).edits.filter { $0.field == "output" }
        #expect(haiku.map(\.new) == [.usd(15), .usd("1.25"), .usd(5)])
        #expect(haiku.map(\.origin.author) == ["user_0035", "user_0035", "user_0073"])
        #expect(haiku.last?.approvals.map(\.approver) == ["user_0067"] && haiku.last?.percent == "300.0")
    }

    @Test func `Price changes of 33 purchase orders`() throws {
        var trail = TestTrail()
        for row in try SharedData.rows("purchase-order-changes/bpic2019_price_change_cases.csv")
        where row["activity"] == "Change Price" {
            try trail.append(
                QuoteLinePriceChanged(
                    quote: QuoteID(row["purchasing_document"] ?? ""), line: LineID(row["item"] ?? "")),
                by: Author(ActorID(row["user"] ?? ""), kind: .claimed), at: .at(row["timestamp"] ?? ""))
        }
        let history = try PriceHistory(events: trail.events, stamp: PriceHistoryTests.stamp)
        let users = Dictionary(grouping: history.edits, by: \.origin.author.rawValue).mapValues(\.count)
        #expect(users.filter { $0.value > 1 } == ["user_234": 12, "user_085": 9, "user_102": 5, "user_043": 3])
        #expect(history.edits.count == 34 && history.edits.allSatisfy { $0.oldStatus == .notRecorded })
        let item = history.filtered(PriceEditFilter(quote: "4507031907", line: "00010")).edits
        #expect(item.map(\.origin.occurredAt) == ["2018-05-31T11:35:00+02:00", "2018-06-29T11:14:00+02:00"])
        #expect(item.map(\.origin.author) == ["user_146", "user_043"])
    }
}

extension OccurredAt {
    fileprivate static func at(_ text: String, else other: OccurredAt) -> OccurredAt {
        ZonedTime(rfc3339: text).map { .at($0) } ?? other
    }
}
