import DealtrailModel
import DealtrailSales

/// The kinds that make up most of a workload, encoded by hand; all others go through `Codable`.
extension BulkWorkload.Iterator {
    mutating func addOpportunity(_ index: Int, _ rep: Int, product: Int, units: Int64) {
        typealias Key = OpportunityCreated.CodingKeys
        let deal = deals[index]
        let customer = customers[deal.customer]
        var payload = PayloadWriter(fields: 9)
        payload.field(Key.opportunity, deal.opportunity)
        payload.field(Key.pipeline, World.pipeline)
        payload.field(Key.pipelineVersion, 1)
        payload.field(Key.stages, encoded: Self.stages)
        payload.field(Key.account, customer.id)
        payload.field(Key.owner, authors[rep].id)
        payload.field(Key.product, products[product].id)
        payload.field(Key.amount, cents: products[product].cents * units)
        payload.field(Key.quantity, ScaledDecimal(mantissa: units))
        events.append(
            NewEvent(
                kind: OpportunityCreated.kind, stream: deal.names.opportunityStream,
                tags: [
                    customer.tag, deal.names.opportunityTag, ownerTags[rep], .pipeline(World.pipeline),
                    products[product].tag,
                ], payload: payload.bytes))
    }

    mutating func addSent(_ index: Int, _ owner: ActorID, approval: ApprovalID?) {
        typealias Key = QuoteSent.CodingKeys
        typealias LineKey = QuoteLineTerms.CodingKeys
        let deal = deals[index]
        let customer = customers[deal.customer]
        var tags = [customer.tag, deal.names.opportunityTag, .owner(owner), deal.names.quoteTag]
        var items: [[UInt8]] = []
        for (line, terms) in deal.lines.enumerated() {
            let product = products[deal.products[line]]
            var item = PayloadWriter(fields: 6)
            item.field(LineKey.line, terms.line)
            item.field(LineKey.product, product.id)
            item.field(LineKey.quantity, terms.quantity ?? 0)
            item.field(LineKey.unitPrice, cents: deal.cents[line].unit)
            item.field(LineKey.listPrice, cents: deal.cents[line].list)
            item.field(LineKey.list, Self.list)
            items.append(item.bytes)
            tags.append(product.tag)
            tags.append(product.entryTag)
        }
        if let approval { tags.append(.approval(approval)) }
        var payload = PayloadWriter(fields: approval == nil ? 7 : 8)
        payload.field(Key.quote, deal.quote)
        payload.field(Key.version, 1)
        payload.field(Key.fingerprint, QuoteFingerprint.of(deal.lines))
        payload.field(Key.terms, items: items)
        if let approval { payload.field(Key.approval, approval) }
        payload.field(Key.account, customer.id)
        payload.field(Key.opportunity, deal.opportunity)
        payload.field(Key.owner, owner)
        events.append(
            NewEvent(kind: QuoteSent.kind, stream: deal.names.quoteStream, tags: tags, payload: payload.bytes))
    }

    mutating func addStage(_ index: Int, _ rep: Int, from: Int, movement: StageMovement) {
        typealias Key = OpportunityStageEntered.CodingKeys
        let deal = deals[index]
        var payload = PayloadWriter(fields: from < 0 ? 5 : 6)
        payload.field(Key.opportunity, deal.opportunity)
        payload.field(Key.stage, World.stages[deal.stage].name)
        if from >= 0 { payload.field(Key.from, World.stages[from].name) }
        payload.field(Key.movement, movement.rawValue)
        payload.field(Key.account, customers[deal.customer].id)
        payload.field(Key.owner, authors[rep].id)
        events.append(
            NewEvent(
                kind: OpportunityStageEntered.kind, stream: deal.names.opportunityStream,
                tags: [customers[deal.customer].tag, deal.names.opportunityTag, ownerTags[rep]], payload: payload.bytes)
        )
    }

    mutating func addCheckIn(_ index: Int, _ rep: Int, _ visit: VisitID, nonce: String) {
        typealias Key = VisitCheckedIn.CodingKeys
        let deal = deals[index]
        let customer = customers[deal.customer]
        var payload = PayloadWriter(fields: 7)
        payload.field(Key.visit, visit)
        payload.field(Key.account, customer.id)
        payload.field(Key.owner, authors[rep].id)
        payload.field(Key.opportunity, deal.opportunity)
        payload.field(Key.latitude, ScaledDecimal(mantissa: Int64(random.within(22_0000...40_0000)), scale: 4))
        payload.field(Key.longitude, ScaledDecimal(mantissa: Int64(random.within(103_0000...122_0000)), scale: 4))
        payload.field(Key.nonce, nonce)
        events.append(
            NewEvent(
                kind: VisitCheckedIn.kind, stream: customer.stream,
                tags: [customer.tag, .deviceNonce(nonce), deal.names.opportunityTag, ownerTags[rep], .visit(visit)],
                payload: payload.bytes))
    }

    mutating func addCompletion(_ index: Int, _ rep: Int, _ visit: VisitID, outcome: VisitOutcome) {
        typealias Key = VisitCompleted.CodingKeys
        let deal = deals[index]
        let customer = customers[deal.customer]
        var payload = PayloadWriter(fields: 5)
        payload.field(Key.visit, visit)
        payload.field(Key.account, customer.id)
        payload.field(Key.owner, authors[rep].id)
        payload.field(Key.opportunity, deal.opportunity)
        payload.field(Key.outcome, outcome)
        events.append(
            NewEvent(
                kind: VisitCompleted.kind, stream: customer.stream,
                tags: [customer.tag, deal.names.opportunityTag, ownerTags[rep], .visit(visit)], payload: payload.bytes))
    }

    mutating func addAddedLine(_ index: Int, _ terms: QuoteLineTerms, _ product: Int) {
        typealias Key = QuoteLineAdded.CodingKeys
        let deal = deals[index]
        let customer = customers[deal.customer]
        let cents = products[product].cents
        var payload = PayloadWriter(fields: 8)
        payload.field(Key.quote, deal.quote)
        payload.field(Key.line, terms.line)
        payload.field(Key.product, terms.product)
        payload.field(Key.quantity, terms.quantity ?? 0)
        payload.field(Key.listPrice, cents: cents)
        payload.field(Key.unitPrice, cents: cents)
        payload.field(Key.account, customer.id)
        payload.field(Key.list, Self.list)
        events.append(
            NewEvent(
                kind: QuoteLineAdded.kind, stream: deal.names.quoteStream,
                tags: [customer.tag, products[product].entryTag, products[product].tag, deal.names.quoteTag],
                payload: payload.bytes))
    }

    mutating func addPriceChange(_ index: Int, _ line: Int, old: Int64, new: Int64) {
        typealias Key = QuoteLinePriceChanged.CodingKeys
        let deal = deals[index]
        let customer = customers[deal.customer]
        let product = products[deal.products[line]]
        var payload = PayloadWriter(fields: 9)
        payload.field(Key.quote, deal.quote)
        payload.field(Key.line, deal.lines[line].line)
        payload.field(Key.product, product.id)
        payload.field(Key.old, cents: old)
        payload.field(Key.new, cents: new)
        payload.field(Key.reason, "competitor offers less")
        payload.field(Key.cause, PriceChangeCause.competitorOffer)
        payload.field(Key.account, customer.id)
        payload.field(Key.list, Self.list)
        events.append(
            NewEvent(
                kind: QuoteLinePriceChanged.kind, stream: deal.names.quoteStream,
                tags: [customer.tag, product.entryTag, product.tag, deal.names.quoteTag], payload: payload.bytes))
    }

    mutating func addOrder(_ customer: Customer, cents: Int64) {
        typealias Key = OrderPlaced.CodingKeys
        let order = OrderID(World.name("SO-", orders, digits: 8))
        var payload = PayloadWriter(fields: 4)
        payload.field(Key.order, order)
        payload.field(Key.account, customer.id)
        payload.field(Key.amount, cents: cents)
        payload.field(Key.owner, authors[customer.owner].id)
        events.append(
            NewEvent(
                kind: OrderPlaced.kind, stream: .order(order),
                tags: [customer.tag, .order(order), ownerTags[customer.owner]], payload: payload.bytes))
    }
}
