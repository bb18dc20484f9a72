import DealtrailModel
import DealtrailSales

extension SimulatorRun {
    static let day: Int64 = 86_400

    mutating func request(_ quote: Int) {
        let facts = world.quotes[quote]
        let deal = world.deals[facts.deal]
        let rep = world.reps[deal.rep]
        world.approvals += 1
        let approval = ApprovalID(World.name("A-", world.approvals))
        world.quotes[quote].approval = approval
        world.quotes[quote].isGranted = false
        world.quotes[quote].step = 0
        let gap = World.money(facts.listCents - facts.cents).amount
        let discount = World.money(facts.listCents).amount
        let percent = gap.multiplied(by: 100, decimals: 2)?.divided(by: discount, decimals: 1)
        issue(
            Approval.request(
                approval, for: facts.id, customer: world.accounts[deal.account].id,
                standardQuote: World.money(facts.listCents), requestedDiscount: percent ?? 0,
                expectedMargin: ScaledDecimal(mantissa: Int64(random.within(80...260)), scale: 1),
                riskNote: random.pick(["may pay late", "first order", "competitor is close", "none known"]),
                approvers: [
                    World.roles[0]: World.approver(0, region: rep.region).id,
                    World.roles[1]: World.approver(1, region: rep.region).id,
                    World.roles[2]: World.approver(2, region: rep.region).id,
                ]), by: rep.author)
        planStep(quote, approval, 0)
    }

    /// Somebody opens the request after a while, and decides after another.
    private mutating func planStep(_ quote: Int, _ approval: ApprovalID, _ step: Int) {
        let wait: Int64
        if step == 0 {
            // What the average of 2.3 days still asks for, give or take more than a day.
            let owed = (plannedWaits.count + 1) * 23 * Self.day / 10 - plannedWaits.seconds
            let jitter = Int64(random.within(-100_000...100_000))
            wait = min(max(owed + jitter, 2 * 3600), 6 * Self.day)
        } else {
            wait = Int64(random.within(3600...(step == 1 ? 60_000 : 120_000)))
        }
        let decided = calendar.working(now + wait, delay: random.below(7200))
        if step == 0 { plannedWaits = (plannedWaits.count + 1, plannedWaits.seconds + decided - now) }
        // Read some time before it is decided, often just before.
        let viewed = random.chance(500) ? decided - 120 : calendar.working(now + (decided - now) / 2, delay: 300)
        if viewed > now, viewed < decided { queue.plan(.view(quote: quote, approval: approval), at: viewed) }
        queue.plan(.decide(quote: quote, approval: approval, step: step, assigned: now), at: decided)
    }

    private func approver(_ quote: Int, _ step: Int) -> Author {
        World.approver(step, region: world.reps[world.deals[world.quotes[quote].deal].rep].region)
    }

    mutating func view(_ quote: Int, _ approval: ApprovalID) {
        guard world.quotes[quote].approval == approval, let step = world.quotes[quote].step else { return }
        issue(Approval.view(approval), by: approver(quote, step))
    }

    mutating func decide(_ quote: Int, _ approval: ApprovalID, _ step: Int, _ assigned: Int64) {
        guard world.quotes[quote].approval == approval else {
            // An edit has ended it; it never was decided.
            if step == 0 { plannedWaits = (plannedWaits.count - 1, plannedWaits.seconds - (now - assigned)) }
            return
        }
        if step == 0 {
            stories.waiting.steps += 1
            stories.waiting.seconds += now - assigned
        }
        let refuses = random.chance(70)
        issue(
            Approval.decide(approval, refuses ? .rejected : .approved, comment: refuses ? "margin too low" : nil),
            by: approver(quote, step))
        if refuses {
            world.quotes[quote].approval = nil
            world.quotes[quote].step = nil
            return giveUpDiscount(quote)
        }
        guard step < 2 else {
            world.quotes[quote].isGranted = true
            world.quotes[quote].step = nil
            return queue.plan(.send(quote: quote), at: later(0...1))
        }
        world.quotes[quote].step = step + 1
        planStep(quote, approval, step + 1)
    }

    /// After a no, prices beyond the band go back to what may be sent.
    private mutating func giveUpDiscount(_ quote: Int) {
        let author = world.reps[world.deals[world.quotes[quote].deal].rep].author
        for line in world.quotes[quote].lines.indices where world.quotes[quote].lines[line].needsApproval {
            let new = world.quotes[quote].lines[line].list * 980 / 1000
            world.quotes[quote].lines[line].unit = new
            issue(
                Quote.changePrice(
                    world.quotes[quote].id, line: world.quotes[quote].lines[line].id, to: World.money(new),
                    reason: "approval refused", cause: .correction), by: author)
        }
        queue.plan(.send(quote: quote), at: later(0...1))
    }
}
