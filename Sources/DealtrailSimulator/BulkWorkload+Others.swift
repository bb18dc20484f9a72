import DealtrailModel
import DealtrailSales

extension BulkWorkload.Iterator {
    /// Decides the requests of a representative that wait for one and the same approver; `nil` when none does.
    mutating func decideApprovals(of rep: Int, upTo count: Int) -> Author? {
        let region = rep % World.regions.count
        var step: Int?
        for index in rep * Self.dealsPerRep..<(rep + 1) * Self.dealsPerRep
        where deals[index].phase == .waiting && deals[index].step == step ?? deals[index].step {
            step = deals[index].step
            decide(index, region: region)
            if events.count >= count { break }
        }
        return step.map { World.approver($0, region: region) }
    }

    private mutating func decide(_ index: Int, region: Int) {
        let deal = deals[index]
        let account = customers[deal.customer].id
        let step = deal.step
        let approver = World.approver(step, region: region).id
        add(
            ApprovalStepDecided(
                approval: deal.approval, quote: deal.quote, step: step, role: World.roles[step], decision: .approved,
                approver: approver, account: account))
        let cause = NewEvent.Cause.sibling(events.count - 1)
        guard step < 2 else {
            deals[index].phase = .granted
            let entries = Set(deal.lines.map { PriceListEntry(list: Self.list, product: $0.product) }).sorted()
            return add(
                ApprovalGranted(
                    approval: deal.approval, quote: deal.quote, fingerprint: QuoteFingerprint.of(deal.lines),
                    account: account, entries: entries), cause: cause)
        }
        deals[index].step = step + 1
        add(
            ApprovalStepAssigned(
                approval: deal.approval, quote: deal.quote, step: step + 1, role: World.roles[step + 1],
                approver: World.approver(step + 1, region: region).id, account: account), cause: cause)
    }

    /// An order that comes by itself, or what a customer says of us.
    mutating func recordService() {
        let customer = customers[random.below(customers.count)]
        if random.chance(800) {
            orders += 1
            addOrder(customer, cents: Int64(random.within(20_000...4_000_000)))
        } else {
            add(
                SatisfactionRecorded(
                    account: customer.id, score: random.within(55...98), source: "survey",
                    owner: authors[customer.owner].id))
        }
    }

    /// A price of the list changes, and with it the lines that bear it in quotes that are being negotiated.
    mutating func changeListPrice() -> Author {
        let product = random.below(products.count)
        let old = products[product].cents
        let new = Swift.max(5, old * Int64(1000 + random.within(-30...40)) / 1000)
        guard new != old else { return changeListPrice() }
        products[product].cents = new
        add(
            PriceListEntryChanged(
                list: Self.list, product: products[product].id, old: World.money(old), new: World.money(new),
                reason: new > old ? "supplier raised prices" : "overstock", approver: "gm:qian"))
        let cause = NewEvent.Cause.sibling(events.count - 1)
        for index in deals.indices where deals[index].phase == .quoting || deals[index].phase == .negotiating {
            for line in deals[index].lines.indices where deals[index].products[line] == product {
                let (unit, list) = deals[index].cents[line]
                guard list != new else { continue }
                let price = unit == list ? new : unit
                deals[index].price(line, price, list: new)
                add(
                    QuoteRepriced(
                        quote: deals[index].quote, line: deals[index].lines[line].line,
                        product: products[product].id, old: World.money(unit), new: World.money(price),
                        list: Self.list, oldListPrice: World.money(list), newListPrice: World.money(new),
                        account: customers[deals[index].customer].id), cause: cause)
            }
        }
        return Author("pricing:tan")
    }
}
