import DealtrailModel
import DealtrailSales

extension SimulatorRun {
    static let masterData = Author("ops:masterdata")
    static let pricing = Author("pricing:tan")
    static let marketing = Author("marketing:ma")

    /// The morning of the first workday: the stage path, the price list, the customers; and what recurs.
    mutating func setUp() {
        let day = calendar.workday(0, after: simulator.start)
        let morning = calendar.second(8 * 3600, on: day)
        queue.plan(
            .script(
                Pipeline.define(World.pipeline, version: 1, stages: World.stages), by: Self.masterData, occurred: nil),
            at: morning)
        publishSlides(at: morning + 30)
        for number in 0..<24 {
            // 20 to 5,000 CNY, with cents that end in 0 or 5.
            let cents = Int64(random.within(400...10_000)) * (number % 3 == 0 ? 50 : 5)
            world.products.append(.init(id: ProductID(World.name("P-", number + 1, digits: 3)), cents: cents))
            queue.plan(
                .script(
                    PriceList.set(world.list, product: world.products[number].id, to: World.money(cents)),
                    by: Self.pricing, occurred: nil), at: morning + 60 + Int64(number))
        }
        for number in 0..<simulator.reps {
            let id = ActorID(World.name("rep:", number + 1, digits: 3))
            // The third one, and one in ten, types late.
            let late = number % 10 == 2
            world.reps.append(
                .init(
                    author: Author(id), mobile: Author(id, channel: .mobile, device: World.name("phone-", number + 1)),
                    region: number % World.regions.count, isLateTypist: late))
            if late { stories.lateTypists.append(id) }
            for _ in 0..<12 { openAccount(rep: number, at: morning + 120) }
            queue.plan(.startDay(rep: number), at: calendar.second(8 * 3600 + 1800 + number % 900, on: day))
        }
        for quarter in 1...max(1, simulator.days / 91) {
            let date = calendar.workday(0, after: CivilDate(dayNumber: simulator.start.dayNumber + quarter * 91))
            queue.plan(.reviewTiers, at: calendar.second(17 * 3600, on: date))
        }
        for month in 1...max(1, simulator.days / 30) {
            let date = calendar.workday(
                random.below(8), after: CivilDate(dayNumber: simulator.start.dayNumber + month * 30))
            queue.plan(.changeListPrice, at: calendar.second(10 * 3600 + random.below(3600), on: date))
        }
        planStories(morning: morning)
    }

    private mutating func openAccount(rep: Int, at second: Int64) {
        let index = world.accounts.count
        let draw = random.below(100)
        let tier: TierName = draw < 12 ? "A" : draw < 45 ? "B" : "C"
        let id = AccountID(World.name("acct-", index + 1))
        world.accounts.append(.init(id: id, rep: rep, tier: tier))
        world.reps[rep].accounts.append(index)
        let industry = random.pick(["retail", "catering", "hospital", "manufacturing", "school"])
        queue.plan(
            .script(
                Account.create(
                    id, owner: world.reps[rep].author.id, tier: tier, industry: industry,
                    region: World.regions[world.reps[rep].region]), by: Self.masterData, occurred: nil),
            at: second + Int64(index % 1200))
        // Who buys often orders every few weeks; everybody is asked how satisfied he is once a quarter.
        queue.plan(.order(account: index), at: plannedOrder(tier, from: second))
        let first = calendar.workday(random.within(5...60), after: calendar.date(second))
        queue.plan(.satisfaction(account: index), at: calendar.second(random.within(9 * 3600...17 * 3600), on: first))
    }

    mutating func plannedOrder(_ tier: TierName, from second: Int64) -> Int64 {
        let gap = tier == "A" ? 8...20 : tier == "B" ? 15...40 : 40...90
        let day = calendar.workday(random.within(gap), after: calendar.date(second))
        return calendar.second(random.within(9 * 3600...17 * 3600), on: day)
    }
}
