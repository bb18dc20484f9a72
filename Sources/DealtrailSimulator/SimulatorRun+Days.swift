import DealtrailModel
import DealtrailSales

extension SimulatorRun {
    /// Two to four visits, perhaps a new opportunity; and the next workday is planned.
    mutating func startDay(_ rep: Int) {
        let today = calendar.date(now)
        let tomorrow = calendar.workday(1, after: today)
        queue.plan(.startDay(rep: rep), at: calendar.second(8 * 3600 + 1800 + rep % 900, on: tomorrow))
        var hour = 9 * 3600 + random.below(3600)
        for _ in 0..<random.within(2...4) {
            guard let account = random.pick(world.reps[rep].accounts) else { break }
            let length = random.within(1200...5400)
            visit(rep, account, at: calendar.second(hour, on: today), for: Int64(length))
            hour += length + random.within(1200...4800)
        }
        if random.chance(220), let account = random.pick(world.reps[rep].accounts) { openDeal(rep, account) }
    }

    /// A check-in and its end, entered as they happen or, by those who type late, on Friday evening.
    private mutating func visit(_ rep: Int, _ account: Int, at second: Int64, for length: Int64) {
        world.reps[rep].visits += 1
        let number = world.reps[rep].visits
        let visit = VisitID("V-\(World.name("", rep + 1, digits: 3))-\(number)")
        let deal = world.accounts[account].deals.last { !world.deals[$0].isClosed }
        let place = (north: Int64(random.within(22_0000...40_0000)), east: Int64(random.within(103_0000...122_0000)))
        let author = world.reps[rep].mobile
        let checkIn = Visit.checkIn(
            visit, at: world.accounts[account].id, nonce: "\(author.device ?? "web")-\(number)", by: author.id,
            about: deal.map { world.deals[$0].id }, latitude: ScaledDecimal(mantissa: place.north, scale: 4),
            longitude: ScaledDecimal(mantissa: place.east, scale: 4))
        let complete = Visit.complete(visit, outcome: random.chance(640) ? .effective : .ineffective)
        guard world.reps[rep].isLateTypist else {
            queue.plan(.script(checkIn, by: author, occurred: nil), at: second)
            // A weak signal now and then: the device sends it again, and it happened once.
            if random.chance(15) { queue.plan(.script(checkIn, by: author, occurred: second), at: second + 20) }
            queue.plan(.script(complete, by: author, occurred: nil), at: second + length)
            return
        }
        var friday = calendar.date(second)
        while friday.weekday != 5 { friday = CivilDate(dayNumber: friday.dayNumber + 1) }
        let typed = calendar.second(18 * 3600 + (number * 40) % 3000, on: calendar.workday(0, after: friday))
        queue.plan(.script(checkIn, by: author, occurred: second), at: typed)
        queue.plan(.script(complete, by: author, occurred: second + length), at: typed + 15)
    }

    private mutating func openDeal(_ rep: Int, _ account: Int) {
        let index = world.deals.count
        let product = random.below(world.products.count)
        let id = OpportunityID(World.name("O-", index + 1))
        let units = Int64(random.within(20...200))
        world.deals.append(.init(id: id, account: account, rep: rep, product: product, units: units))
        world.accounts[account].deals.append(index)
        let amount = world.products[product].cents * units
        let second = now + Int64(random.within(3600...7 * 3600))
        queue.plan(
            .script(
                Opportunity.create(
                    id, pipeline: World.pipeline, account: world.accounts[account].id,
                    owner: world.reps[rep].author.id, product: world.products[product].id, amount: World.money(amount),
                    quantity: ScaledDecimal(mantissa: units)),
                by: world.reps[rep].author, occurred: nil), at: second)
        queue.plan(.enter(deal: index, stage: 0, reason: nil), at: second + 1)
    }

    /// A replenishment order, and the next one.
    mutating func order(_ account: Int) {
        let customer = world.accounts[account]
        let size = customer.tier == "A" ? 8_000...60_000 : customer.tier == "B" ? 1_000...12_000 : 200...4_000
        place(Int64(random.within(size)) * 100, account: account, contract: nil)
        queue.plan(.order(account: account), at: plannedOrder(customer.tier, from: now))
    }

    mutating func place(_ cents: Int64, account: Int, contract: ContractID?) {
        world.orders += 1
        world.accounts[account].orders.append((now, cents))
        issue(
            Order.place(
                OrderID(World.name("SO-", world.orders, digits: 6)), account: world.accounts[account].id,
                amount: World.money(cents), contract: contract), by: Author("ops:orders", kind: .service))
    }

    mutating func satisfaction(_ account: Int) {
        issue(
            Satisfaction.record(world.accounts[account].id, score: random.within(62...97), source: "survey"),
            by: Author("service:survey", kind: .service))
        queue.plan(.satisfaction(account: account), at: later(55...65))
    }

    /// At the end of a quarter, customers who bought more than their tier asks for move up.
    mutating func reviewTiers() {
        let rules = TieringRules.standard
        let from = now - Int64(rules.trailingDays) * 86_400
        for index in world.accounts.indices {
            let customer = world.accounts[index]
            let cents = customer.orders.reduce(Int64(0)) { $0 + ($1.second >= from ? $1.cents : 0) }
            let tier = rules.tier(for: World.money(cents))
            guard tier < customer.tier else { continue }
            world.accounts[index].tier = tier
            issue(
                Account.tier(customer.id, as: tier, purchases: World.money(cents)),
                by: Author("automation:tiering", kind: .automation))
        }
    }

    /// Three products change by up to 6 percent, and with them every open quote that bears their list price.
    mutating func changeListPrice() {
        let first = random.below(world.products.count)
        for offset in 0..<3 {
            let product = (first + offset * 7) % world.products.count
            let old = world.products[product].cents
            let new = (old * Int64(1000 + random.within(-30...60)) / 1000) / 5 * 5
            guard new != old, new > 0 else { continue }
            world.products[product].cents = new
            issue(
                PriceList.change(
                    world.list, product: world.products[product].id, to: World.money(new),
                    reason: new > old ? "supplier raised prices" : "overstock", approver: "gm:qian"), by: Self.pricing)
            for quote in world.openQuotes { reprice(quote, product, to: new) }
        }
    }

    private mutating func reprice(_ quote: Int, _ product: Int, to cents: Int64) {
        var changesTerms = false
        for line in world.quotes[quote].lines.indices where world.quotes[quote].lines[line].product == product {
            if world.quotes[quote].lines[line].unit == world.quotes[quote].lines[line].list {
                world.quotes[quote].lines[line].unit = cents
                changesTerms = true
            }
            world.quotes[quote].lines[line].list = cents
        }
        if changesTerms, world.quotes[quote].approval != nil {
            world.quotes[quote].approval = nil
            world.quotes[quote].isGranted = false
            queue.plan(.send(quote: quote), at: later(1...2))
        }
    }
}
