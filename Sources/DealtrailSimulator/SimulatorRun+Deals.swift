import DealtrailModel
import DealtrailSales

extension SimulatorRun {
    /// Where an opportunity goes from the stage it is in.
    mutating func proceed(_ deal: Int) {
        guard !world.deals[deal].isClosed else { return }
        switch world.deals[deal].stage {
        case 0:
            if random.chance(140) { return planLoss(deal, ["not-qualified", "no-budget"]) }
            // Some customers come with their requirements in writing.
            let skips = random.chance(60)
            queue.plan(.enter(deal: deal, stage: skips ? 2 : 1, reason: nil), at: later(1...5))
        case 1:
            if random.chance(160) { return planLoss(deal, ["no-need", "no-answer"]) }
            let again = world.deals[deal].entered.contains(2)
            queue.plan(.enter(deal: deal, stage: 2, reason: again ? "requirements clarified" : nil), at: later(2...8))
        case 2:
            if random.chance(50), !world.deals[deal].entered.contains(World.demo) {
                queue.plan(.enter(deal: deal, stage: 1, reason: "the contact has changed"), at: later(2...6))
            } else if world.deals[deal].entered.contains(World.negotiation) {
                queue.plan(
                    .enter(deal: deal, stage: World.negotiation, reason: "scope settled again"), at: later(2...6))
            } else if random.chance(30) {
                queue.plan(.enter(deal: deal, stage: World.negotiation, reason: nil), at: later(2...6))
            } else {
                queue.plan(.enter(deal: deal, stage: World.demo, reason: nil), at: later(2...7))
            }
        case World.demo:
            if world.deals[deal].converts == true {
                queue.plan(.enter(deal: deal, stage: World.negotiation, reason: nil), at: later(3...8))
            } else {
                planLoss(deal, ["no-decision", "competitor"])
            }
        case World.negotiation:
            if random.chance(40), world.deals[deal].quote == nil {
                queue.plan(.enter(deal: deal, stage: 2, reason: "the scope has changed"), at: later(1...4))
            } else if world.deals[deal].quote == nil {
                queue.plan(.quote(deal: deal), at: later(0...2))
            }
        default: break
        }
    }

    mutating func enter(_ deal: Int, _ stage: Int, _ reason: String?) {
        guard !world.deals[deal].isClosed else { return }
        let author = world.reps[world.deals[deal].rep].author
        let id = world.deals[deal].id
        if stage >= 2, !world.deals[deal].hasDocument {
            world.deals[deal].hasDocument = true
            issue(
                Evidence.attach(
                    "requirement-document", digest: ContentDigest(of: Array("requirements of \(id)".utf8)), to: id,
                    mediaType: "application/pdf"), by: author)
        }
        issue(Opportunity.advance(id, to: World.stages[stage].name, reason: reason), by: author)
        world.deals[deal].stage = stage
        let isFirst = world.deals[deal].entered.insert(stage).inserted
        if stage == World.demo {
            issue(Material.use(World.deck, for: id), by: author)
            demonstrate(deal)
        }
        if stage == World.negotiation, isFirst, world.deals[deal].converts == true { convert(deal) }
        if stage < World.signed { proceed(deal) }
    }

    /// Whether it goes on is settled by a running account, so that the rates are met and not merely expected.
    private mutating func demonstrate(_ deal: Int) {
        let isSince = calendar.date(now) >= stories.cliff.week
        conversionDebt += isSince ? 29 : 68
        let converts = conversionDebt >= 100
        if converts { conversionDebt -= 100 }
        world.deals[deal].converts = converts
        world.deals[deal].demonstratedSinceCliff = isSince
        let cohort = isSince ? \SimulatorStories.Cliff.since : \SimulatorStories.Cliff.before
        stories.cliff[keyPath: cohort].entered += 1
        if converts { stories.cliff[keyPath: cohort].underWay += 1 }
    }

    private mutating func convert(_ deal: Int) {
        let cohort =
            world.deals[deal].demonstratedSinceCliff
            ? \SimulatorStories.Cliff.since : \SimulatorStories.Cliff.before
        stories.cliff[keyPath: cohort].converted += 1
        stories.cliff[keyPath: cohort].underWay -= 1
    }

    private mutating func planLoss(_ deal: Int, _ reasons: [String]) {
        queue.plan(.lose(deal: deal, reason: random.pick(reasons) ?? "other"), at: later(3...12))
    }

    mutating func lose(_ deal: Int, _ reason: String) {
        guard !world.deals[deal].isClosed else { return }
        world.deals[deal].isClosed = true
        issue(Opportunity.lose(world.deals[deal].id, reason: reason), by: world.reps[world.deals[deal].rep].author)
        if world.deals[deal].stage < 2, random.chance(60) { queue.plan(.reopen(deal: deal), at: later(15...40)) }
    }

    mutating func reopen(_ deal: Int) {
        guard world.deals[deal].isClosed else { return }
        world.deals[deal].isClosed = false
        issue(
            Opportunity.reopen(world.deals[deal].id, reason: "the customer came back"),
            by: world.reps[world.deals[deal].rep].author)
        proceed(deal)
    }
}
