import DealtrailModel
import DealtrailSales

extension BulkWorkload.Iterator {
    /// The next thing that happens to a deal: one to six events.
    mutating func advance(_ index: Int, _ rep: Int) {
        let owner = authors[rep].id
        switch deals[index].phase {
        case .none: open(index, rep)
        case .stages:
            if random.chance(250) { return visit(index, rep) }
            enterStage(index, rep)
        case .quoting: addLine(index, rep)
        case .negotiating:
            if random.chance(60) { return visit(index, rep) }
            if deals[index].edits > 0 { edit(index) } else { sendOrAsk(index, rep) }
        case .waiting: if random.chance(100) { visit(index, rep) }
        case .granted: send(index, owner, approval: deals[index].approval)
        case .sent: answer(index, owner)
        case .signing: sign(index, owner)
        }
    }

    private mutating func open(_ index: Int, _ rep: Int) {
        dealsOpened += 1
        // One in the representative's own patch, or close to it: any account keeps memory constant and names varied.
        let customer = random.below(customers.count)
        deals[index] = BulkDeal(
            phase: .stages, names: BulkDeal.Names(number: dealsOpened), customer: customer,
            lineCount: random.within(1...4), edits: random.within(0...7))
        addOpportunity(index, rep, product: random.below(products.count), units: Int64(random.within(10...200)))
    }

    private mutating func enterStage(_ index: Int, _ rep: Int) {
        let owner = authors[rep].id
        let from = deals[index].stage
        guard from < World.negotiation else {
            deals[index].phase = .quoting
            return add(
                QuoteCreated(
                    quote: deals[index].quote, account: customers[deals[index].customer].id,
                    opportunity: deals[index].opportunity, owner: owner, currency: .cny))
        }
        if from >= 0, random.chance(90) {
            add(
                OpportunityLost(
                    opportunity: deals[index].opportunity, reason: "no-decision",
                    account: customers[deals[index].customer].id, owner: owner))
            return deals[index].phase = .none
        }
        let skips = from == 0 && random.chance(60)
        deals[index].stage += skips ? 2 : 1
        addStage(index, rep, from: from, movement: skips ? .skip : .forward)
    }

    private mutating func visit(_ index: Int, _ rep: Int) {
        visits += 1
        let visit = VisitID(World.name("V-", visits, digits: 8))
        addCheckIn(index, rep, visit, nonce: World.name("n", visits, digits: 8))
        addCompletion(index, rep, visit, outcome: random.chance(640) ? .effective : .ineffective)
    }

    private mutating func addLine(_ index: Int, _ rep: Int) {
        let count = deals[index].lines.count
        guard count < deals[index].lineCount else {
            deals[index].phase = .negotiating
            return advance(index, rep)
        }
        let product = (index + count * 11 + dealsOpened) % products.count
        let price = products[product].cents
        let terms = QuoteLineTerms(
            line: LineID("L-\(count + 1)"), product: products[product].id,
            quantity: ScaledDecimal(mantissa: Int64(random.within(1...200))), unitPrice: World.money(price),
            listPrice: World.money(price), list: Self.list)
        deals[index].lines.append(terms)
        deals[index].cents.append((price, price))
        deals[index].products.append(product)
        addAddedLine(index, terms, product)
    }

    private mutating func edit(_ index: Int) {
        deals[index].edits -= 1
        let line = random.below(deals[index].lines.count)
        let (old, list) = deals[index].cents[line]
        let new = Swift.max(5, old * Int64(1000 - random.within(1...16)) / 1000)
        deals[index].price(line, new, list: list)
        addPriceChange(index, line, old: old, new: new)
    }

    private mutating func sendOrAsk(_ index: Int, _ rep: Int) {
        guard deals[index].needsApproval else { return send(index, authors[rep].id, approval: nil) }
        deals[index].phase = .waiting
        deals[index].step = 0
        let deal = deals[index]
        let account = customers[deal.customer].id
        let region = rep % World.regions.count
        let approvers = (0..<3).map { World.approver($0, region: region).id }
        add(
            ApprovalRequested(
                approval: deal.approval, quote: deal.quote, fingerprint: QuoteFingerprint.of(deal.lines),
                account: account, standardQuote: World.money(deal.cents.reduce(0) { $0 + $1.list }),
                requestedDiscount: ScaledDecimal(mantissa: Int64(random.within(30...120)), scale: 1),
                expectedMargin: ScaledDecimal(mantissa: Int64(random.within(80...260)), scale: 1),
                riskNote: "the competitor is close", chain: World.roles, excluded: [authors[rep].id],
                entries: entries(deal), approvers: approvers))
        add(
            ApprovalStepAssigned(
                approval: deal.approval, quote: deal.quote, step: 0, role: World.roles[0], approver: approvers[0],
                account: account), cause: .sibling(events.count - 1))
    }

    private func entries(_ deal: BulkDeal) -> [PriceListEntry] {
        Set(deal.lines.map { PriceListEntry(list: Self.list, product: $0.product) }).sorted()
    }

    private mutating func send(_ index: Int, _ owner: ActorID, approval: ApprovalID?) {
        deals[index].phase = .sent
        addSent(index, owner, approval: approval)
    }

    private mutating func answer(_ index: Int, _ owner: ActorID) {
        let deal = deals[index]
        let account = customers[deal.customer].id
        guard random.chance(620) else {
            deals[index].phase = .none
            add(
                QuoteRejected(
                    quote: deal.quote, version: 1, reason: "price", account: account, opportunity: deal.opportunity,
                    owner: owner))
            return add(
                OpportunityLost(opportunity: deal.opportunity, reason: "price", account: account, owner: owner))
        }
        deals[index].phase = .signing
        add(
            QuoteAccepted(
                quote: deal.quote, version: 1, account: account, opportunity: deal.opportunity, owner: owner))
    }

    private mutating func sign(_ index: Int, _ owner: ActorID) {
        let deal = deals[index]
        let account = customers[deal.customer].id
        let amount = World.money(deal.total.quoted)
        let contract = ContractID("C-" + deal.quote.rawValue.dropFirst(2))
        deals[index].phase = .none
        add(
            ContractSigned(
                contract: contract, quote: deal.quote, quoteVersion: 1, fingerprint: QuoteFingerprint.of(deal.lines),
                amount: amount, approval: deal.needsApproval ? deal.approval : nil, account: account,
                opportunity: deal.opportunity, owner: owner))
        add(
            OpportunityStageEntered(
                opportunity: deal.opportunity, stage: World.stages[World.signed].name,
                from: World.stages[World.negotiation].name, movement: .forward, account: account, owner: owner))
        add(
            OpportunityWon(
                opportunity: deal.opportunity, amount: amount, account: account, owner: owner,
                atList: World.money(deal.total.atList)))
    }
}
