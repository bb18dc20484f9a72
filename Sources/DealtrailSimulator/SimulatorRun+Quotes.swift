import DealtrailModel
import DealtrailSales

extension SimulatorRun {
    /// A quote with one to four lines at list price, then negotiation.
    mutating func quote(_ deal: Int) {
        let facts = world.deals[deal]
        guard !facts.isClosed, facts.quote == nil else { return }
        let author = world.reps[facts.rep].author
        let index = world.quotes.count
        let id = QuoteID(World.name("Q-", index + 1))
        world.quotes.append(.init(id: id, deal: deal))
        world.openQuotes.append(index)
        world.deals[deal].quote = index
        issue(
            Quote.create(id, account: world.accounts[facts.account].id, opportunity: facts.id, owner: author.id),
            by: author)
        let count = random.within(1...4)
        for offset in 0..<count {
            let product = (facts.product + offset * 5) % world.products.count
            // What the opportunity is about comes first, in the number that was asked for; other products go with it.
            addLine(index, product, quantity: offset == 0 ? facts.units : Int64(random.within(5...60)), author)
        }
        queue.plan(.edit(quote: index, left: random.within(0...3)), at: later(1...3))
    }

    private mutating func addLine(_ quote: Int, _ product: Int, quantity: Int64, _ author: Author) {
        world.quotes[quote].usedLines += 1
        let line = LineID("L-\(world.quotes[quote].usedLines)")
        let cents = world.products[product].cents
        world.quotes[quote].lines.append(
            .init(id: line, product: product, quantity: quantity, unit: cents, list: cents))
        issue(
            Quote.addLine(
                world.quotes[quote].id, line: line, product: world.products[product].id,
                quantity: ScaledDecimal(mantissa: quantity), list: world.list), by: author)
    }

    private static let pressures: [(reason: String, cause: PriceChangeCause)] = [
        ("customer asks for less", .negotiation), ("competitor offers less", .competitorOffer),
        ("volume price", .negotiation), ("typing error", .correction), ("spring campaign", .promotion),
    ]

    /// One edit of a price, by hand or by a discount; then the next, or the quote is to be sent.
    mutating func edit(_ quote: Int, _ left: Int) {
        guard !world.quotes[quote].isSent, world.quotes[quote].approval == nil else { return }
        let deal = world.deals[world.quotes[quote].deal]
        guard left > 0, !deal.isClosed, let pressure = random.pick(Self.pressures) else {
            return queue.plan(.send(quote: quote), at: later(0...1))
        }
        let author = world.reps[deal.rep].author
        if pressure.cause == .competitorOffer {
            issue(
                CompetitorOffer.report(
                    world.accounts[deal.account].id, product: world.products[deal.product].id, competitor: "Globex",
                    quote: world.quotes[quote].id, opportunity: deal.id), by: author)
        }
        if random.chance(250) {
            discount(quote, percent: Int64(random.within(1...5)), pressure.reason, pressure.cause, author)
        } else {
            let line = random.below(world.quotes[quote].lines.count)
            let old = world.quotes[quote].lines[line].unit
            // Most concessions are small; some go far beyond what may be given without asking.
            let perMille = Int64(random.chance(650) ? random.within(4...28) : random.within(30...110))
            let new = max(5, old * (1000 - perMille) / 1000 / 5 * 5)
            world.quotes[quote].lines[line].unit = new
            issue(
                Quote.changePrice(
                    world.quotes[quote].id, line: world.quotes[quote].lines[line].id, to: World.money(new),
                    reason: pressure.reason, cause: pressure.cause), by: author)
        }
        queue.plan(.edit(quote: quote, left: left - 1), at: later(1...4))
    }

    private mutating func discount(
        _ quote: Int, percent: Int64, _ reason: String, _ cause: PriceChangeCause, _ author: Author
    ) {
        for line in world.quotes[quote].lines.indices {
            // Half a cent away from zero, as the decision rounds.
            world.quotes[quote].lines[line].unit =
                (world.quotes[quote].lines[line].unit * (100 - percent) * 2 + 100) / 200
        }
        issue(
            Quote.applyDiscount(
                world.quotes[quote].id, percent: ScaledDecimal(mantissa: percent), reason: reason, cause: cause),
            by: author)
    }

    /// Sends a quote whose prices may be sent; otherwise asks, sometimes after having tried.
    mutating func send(_ quote: Int) {
        let facts = world.quotes[quote]
        let deal = world.deals[facts.deal]
        guard !facts.isSent, !deal.isClosed else { return }
        let author = world.reps[deal.rep].author
        if facts.needsApproval, !facts.isGranted {
            guard facts.approval == nil else { return }
            if !facts.wasTried, random.chance(400) {
                world.quotes[quote].wasTried = true
                issue(Quote.send(facts.id), by: author, refusedBy: "price.band")
            }
            return request(quote)
        }
        if facts.approval != nil, !facts.isGranted { return }
        if random.chance(700) { issue(Quote.submit(facts.id), by: author) }
        issue(
            Quote.send(facts.id, document: ContentDigest(of: Array("\(facts.id) version \(facts.versions)".utf8))),
            by: author)
        world.quotes[quote].isSent = true
        world.openQuotes.removeAll { $0 == quote }
        queue.plan(.answer(quote: quote), at: later(2...10))
    }

    mutating func answer(_ quote: Int) {
        let facts = world.quotes[quote]
        let deal = world.deals[facts.deal]
        guard facts.isSent, !deal.isClosed else { return }
        let author = world.reps[deal.rep].author
        let draw = random.below(100)
        if draw < 62 {
            issue(Quote.accept(facts.id), by: author)
            queue.plan(.sign(quote: quote), at: later(1...5))
        } else if draw < 86 {
            issue(Quote.reject(facts.id, reason: "price"), by: author)
            guard facts.versions < 3, random.chance(450) else {
                return queue.plan(.lose(deal: facts.deal, reason: "price"), at: later(0...2))
            }
            // Another round: the first edit opens a new version, which needs an approval of its own.
            world.quotes[quote].isSent = false
            world.quotes[quote].versions += 1
            world.quotes[quote].approval = nil
            world.quotes[quote].isGranted = false
            world.openQuotes.append(quote)
            discount(quote, percent: 1, "second round", .negotiation, author)
            queue.plan(.edit(quote: quote, left: random.within(0...1)), at: later(1...3))
        } else {
            issue(Quote.expire(facts.id), by: Author("automation:expiry", kind: .automation))
            queue.plan(.lose(deal: facts.deal, reason: "no-decision"), at: later(1...5))
        }
    }

    mutating func sign(_ quote: Int) {
        let facts = world.quotes[quote]
        let deal = world.deals[facts.deal]
        guard !deal.isClosed else { return }
        let author = world.reps[deal.rep].author
        world.contracts += 1
        let contract = ContractID(World.name("C-", world.contracts))
        issue(Contract.sign(contract, quote: facts.id, amount: World.money(facts.cents)), by: author)
        enter(facts.deal, World.signed, nil)
        issue(
            Opportunity.win(deal.id, amount: World.money(facts.cents), atList: World.money(facts.listCents)), by: author
        )
        world.deals[facts.deal].isClosed = true
        place(facts.cents, account: deal.account, contract: contract)
    }
}
