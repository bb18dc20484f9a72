import DealtrailModel
import DealtrailSales

/// The stories that are fixed beforehand; their customers and products are no part of what is drawn.
extension SimulatorRun {
    mutating func planStories(morning: Int64) {
        planDisparity(morning)
        planReadded(morning)
        for (offset, reason) in SimulatorStories.Decline.Reason.allCases.enumerated() {
            planDecline(["acct-river", "acct-stone", "acct-cedar"][offset], reason, morning + 1800 + Int64(offset))
        }
    }

    private mutating func script(
        _ command: any Command, by author: Author, at second: Int64
    ) {
        queue.plan(.script(command, by: author, occurred: nil), at: second)
    }

    /// The workday so many after the day at this share of the run, at a second of the day.
    private func moment(_ perMille: Int, _ workdays: Int, _ secondOfDay: Int) -> Int64 {
        let day = CivilDate(dayNumber: simulator.start.dayNumber + simulator.days * perMille / 1000)
        return calendar.second(secondOfDay, on: calendar.workday(workdays, after: day))
    }

    private mutating func open(_ account: AccountID, rep: Int, tier: TierName, at second: Int64) {
        let create = Account.create(
            account, owner: world.reps[rep].author.id, tier: tier, industry: "retail",
            region: World.regions[world.reps[rep].region])
        script(create, by: Self.masterData, at: second)
    }

    // MARK: Slides

    /// The slides of the first day, and those of the evening before the week from which on fewer opportunities pass.
    mutating func publishSlides(at morning: Int64) {
        script(Material.publish(World.deck, version: "v1"), by: Self.marketing, at: morning)
        var day = CivilDate(dayNumber: stories.cliff.week.dayNumber - 1)
        while !calendar.isWorkday(day) { day = CivilDate(dayNumber: day.dayNumber - 1) }
        script(
            Material.publish(
                World.deck, version: stories.cliff.material, summary: "three more fields to be filled in by hand"),
            by: Self.marketing, at: calendar.second(17 * 3600, on: day))
    }

    // MARK: One customer, three representatives

    private mutating func planDisparity(_ morning: Int64) {
        let account: AccountID = "chain-132"
        let product: ProductID = "P-900"
        open(account, rep: 0, tier: "A", at: morning + 1500)
        script(
            PriceList.set(world.list, product: product, to: World.money(100_000)), by: Self.pricing, at: morning + 90)
        let prices: [Int64] = [100_000, Int64(random.within(860...950)) * 100, Int64(random.within(780...840)) * 100]
        var legs: [SimulatorStories.Disparity.Leg] = []
        for (rep, cents) in prices.enumerated() {
            let author = world.reps[rep].author
            let quote = QuoteID("Q-chain-\(rep + 1)")
            let start = moment(300, rep * 2, 10 * 3600)
            script(Quote.create(quote, account: account), by: author, at: start)
            script(
                Quote.addLine(quote, line: "L-1", product: product, quantity: 40, list: world.list), by: author,
                at: start + 60)
            var approvers: [ActorID] = []
            var sent = start + 26 * 3600
            if cents < 100_000 {
                let change = Quote.changePrice(
                    quote, line: "L-1", to: World.money(cents), reason: "competitor offers less",
                    cause: .competitorOffer)
                script(change, by: author, at: start + 5400)
                let approval = ApprovalID("A-chain-\(rep + 1)")
                sent = planApproval(
                    approval, quote, account, cents, region: world.reps[rep].region, by: author, at: start + 7200)
                approvers = (0..<3).map { World.approver($0, region: world.reps[rep].region).id }
            }
            script(Quote.send(quote), by: author, at: calendar.working(sent, delay: 600))
            legs.append(.init(rep: author.id, quote: quote, price: World.money(cents), approvers: approvers))
        }
        let spread = World.money(prices[2]).percentChange(to: World.money(prices[0]))
        stories.disparity = .init(account: account, product: product, legs: legs, spread: spread ?? 0)
    }

    /// The three steps of an approval; returns when the last one is decided.
    private mutating func planApproval(
        _ approval: ApprovalID, _ quote: QuoteID, _ account: AccountID, _ cents: Int64, region: Int, by author: Author,
        at start: Int64
    ) -> Int64 {
        let approvers = (0..<3).map { World.approver($0, region: region) }
        let request = Approval.request(
            approval, for: quote, customer: account, standardQuote: World.money(4_000_000),
            requestedDiscount: ScaledDecimal(mantissa: 100_000 - cents, scale: 3), expectedMargin: "11.5",
            riskNote: "the competitor is close",
            approvers: [
                World.roles[0]: approvers[0].id, World.roles[1]: approvers[1].id, World.roles[2]: approvers[2].id,
            ])
        script(request, by: author, at: start)
        var assigned = start
        let waits: [Int64] = [23 * Self.day / 10, 5 * 3600, Self.day]
        for (step, wait) in waits.enumerated() {
            let decided = calendar.working(assigned + wait, delay: 1800)
            script(Approval.decide(approval, .approved), by: approvers[step], at: decided)
            if step == 0 {
                plannedWaits = (plannedWaits.count + 1, plannedWaits.seconds + decided - assigned)
                stories.waiting.steps += 1
                stories.waiting.seconds += decided - assigned
            }
            assigned = decided
        }
        return assigned + 1800
    }

    // MARK: A line removed and added again

    private mutating func planReadded(_ morning: Int64) {
        let product: ProductID = "P-901"
        let quote: QuoteID = "Q-dahua"
        let author = world.reps[1].author
        let start = moment(450, 0, 11 * 3600)
        open("hotel-dahua", rep: 1, tier: "B", at: morning + 1600)
        script(PriceList.set(world.list, product: product, to: World.money(50_000)), by: Self.pricing, at: morning + 91)
        script(Quote.create(quote, account: "hotel-dahua"), by: author, at: start)
        let first = Quote.addLine(quote, line: "L-1", product: product, quantity: 60, list: world.list)
        script(first, by: author, at: start + 60)
        script(
            Quote.removeLine(quote, line: "L-1", reason: "other quantity"), by: author, at: moment(450, 1, 11 * 3600))
        // Within the band, so that nobody has to be asked: only the pair of events shows it.
        let new = World.money(Int64(random.within(4_860...4_940)) * 10)
        let second = Quote.addLine(quote, line: "L-2", product: product, quantity: 60, at: new, list: world.list)
        script(second, by: author, at: moment(450, 1, 11 * 3600 + 120))
        script(Quote.send(quote), by: author, at: moment(450, 2, 15 * 3600))
        stories.readded = .init(
            quote: quote, product: product, author: author.id, removed: "L-1", old: World.money(50_000), added: "L-2",
            new: new)
    }

    // MARK: Customers whose health falls

    /// A customer in the best of health, until one thing changes.
    private mutating func planDecline(
        _ account: AccountID, _ reason: SimulatorStories.Decline.Reason, _ opening: Int64
    ) {
        open(account, rep: 0, tier: "A", at: opening)
        let turn = calendar.date(moment(600, 0, 0))
        var since: CivilDate?
        var day = calendar.workday(3, after: calendar.date(opening))
        var week = 0
        let last = calendar.date(end - 1)
        while day < last {
            let falls = day >= turn
            if reason != .noFollowUp || !falls {
                planVisit("\(account)-\(week + 1)", account, at: calendar.second(14 * 3600, on: day))
            } else {
                since = since ?? day
            }
            if week % 4 == 0 {
                let order = Order.place(
                    OrderID("SO-\(account)-\(week / 4 + 1)"), account: account, amount: World.money(6_000_000))
                script(order, by: Author("ops:orders", kind: .service), at: calendar.second(15 * 3600, on: day))
            }
            if week % 8 == 0 {
                let score = reason == .satisfaction && falls ? 35 : 92
                if reason == .satisfaction, falls { since = since ?? day }
                let record = Satisfaction.record(account, score: score, source: "survey")
                script(record, by: Author("service:survey", kind: .service), at: calendar.second(16 * 3600, on: day))
            }
            week += 1
            day = calendar.workday(0, after: CivilDate(dayNumber: day.dayNumber + 7))
        }
        if reason == .tier {
            let tier = Account.tier(account, as: "C", reason: "buys elsewhere from now on")
            script(tier, by: Self.masterData, at: calendar.second(10 * 3600, on: turn))
        }
        stories.declines.append(.init(account: account, reason: reason, since: since ?? turn))
    }

    private mutating func planVisit(_ name: String, _ account: AccountID, at second: Int64) {
        let author = world.reps[0].mobile
        let visit = VisitID("V-\(name)")
        script(Visit.checkIn(visit, at: account, nonce: name, by: author.id), by: author, at: second)
        script(Visit.complete(visit, outcome: .effective), by: author, at: second + 2400)
    }
}
