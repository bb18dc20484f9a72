import DealtrailModel
import DealtrailSales

/// One run of a simulator: jobs in the order of their time, each of which yields steps and plans further jobs.
struct SimulatorRun: Sendable {
    let simulator: Simulator
    let calendar: BusinessCalendar
    /// The first second after the last day.
    let end: Int64
    var random: SimulatorRandom
    var queue = JobQueue()
    var world: World
    var stories: SimulatorStories
    /// The second at which the current job runs.
    var now: Int64 = 0
    private var pending: [SimulatorStep] = []
    private var issued = 0
    private var emitted = 0
    // What steers the averages of the stories.
    var plannedWaits = (count: Int64(0), seconds: Int64(0))
    var conversionDebt = 0

    init(_ simulator: Simulator) {
        self.simulator = simulator
        calendar = simulator.calendar
        end = calendar.second(0, on: CivilDate(dayNumber: simulator.start.dayNumber + simulator.days))
        random = SimulatorRandom(seed: simulator.seed)
        world = World(list: PriceListID("list-\(simulator.start.components.year)"))
        var monday = simulator.start.dayNumber + simulator.days / 2
        while CivilDate(dayNumber: monday).weekday != 1 { monday += 1 }
        stories = SimulatorStories(
            waiting: .init(role: World.roles[0], steps: 0, seconds: 0),
            cliff: .init(
                from: "solution-demo", to: "negotiation", week: CivilDate(dayNumber: monday), material: "v2"))
        setUp()
    }

    mutating func next() -> SimulatorStep? {
        while emitted == pending.count {
            pending.removeAll(keepingCapacity: true)
            emitted = 0
            guard let entry = queue.popFirst(), entry.second < end else { return nil }
            now = entry.second
            perform(entry.job)
        }
        emitted += 1
        return pending[emitted - 1]
    }

    /// Yields a step at the current time.
    ///
    /// - Parameters:
    ///   - occurred: When it happened, for what is entered late.
    ///   - rule: The rule that is going to refuse it.
    mutating func issue(
        _ command: any Command, by author: Author, occurred: Int64? = nil, refusedBy rule: String? = nil
    ) {
        issued += 1
        stories.steps += 1
        if let rule { stories.refusals[rule, default: 0] += 1 }
        let time = Timestamp(nanoseconds: (occurred ?? now) * 1_000_000_000)
        pending.append(
            SimulatorStep(
                command: command, id: CommandID(World.name("sim-", issued, digits: 8)), author: author,
                occurredAt: .at(ZonedTime(time, offsetMinutes: calendar.offsetMinutes)),
                recordedAt: Timestamp(nanoseconds: now * 1_000_000_000), refusedBy: rule))
    }

    /// A second of the working time so many workdays later.
    mutating func later(_ workdays: ClosedRange<Int>) -> Int64 {
        let count = random.within(workdays)
        let day = calendar.workday(max(count, 0), after: calendar.date(now))
        let second = calendar.second(random.within(9 * 3600...17 * 3600 + 1800), on: day)
        return second > now
            ? second : calendar.working(now + Int64(random.within(600...3600)), delay: random.below(3600))
    }

    private mutating func perform(_ job: SimulatorJob) {
        switch job {
        case .script(let command, let author, let occurred): issue(command, by: author, occurred: occurred)
        case .startDay(let rep): startDay(rep)
        case .proceed(let deal): proceed(deal)
        case .enter(let deal, let stage, let reason): enter(deal, stage, reason)
        case .lose(let deal, let reason): lose(deal, reason)
        case .reopen(let deal): reopen(deal)
        case .quote(let deal): quote(deal)
        case .edit(let quote, let left): edit(quote, left)
        case .send(let quote): send(quote)
        case .view(let quote, let approval): view(quote, approval)
        case .decide(let quote, let approval, let step, let assigned): decide(quote, approval, step, assigned)
        case .answer(let quote): answer(quote)
        case .sign(let quote): sign(quote)
        case .order(let account): order(account)
        case .satisfaction(let account): satisfaction(account)
        case .reviewTiers: reviewTiers()
        case .changeListPrice: changeListPrice()
        }
    }
}
