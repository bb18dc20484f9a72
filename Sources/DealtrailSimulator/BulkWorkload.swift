public import DealtrailModel
import DealtrailSales

/// Millions of believable events as fast as they can be made, for imports and measurements.
///
/// Facts, without decisions: the same kinds, sizes and tags as in a year of a distributor, with prices that follow one
/// another. The same seed gives the same requests on every machine. Accounts and the price list come first.
///
/// - Complexity: memory O(accounts + representatives), whatever the number of events.
public struct BulkWorkload: Sequence, Sendable {
    /// What the numbers are drawn from; also part of the command ids, so that workloads of two seeds do not collide.
    public let seed: UInt64
    /// How many events there are in all.
    public let events: Int
    /// How many accounts there are.
    public let accounts: Int
    /// How many representatives there are.
    public let reps: Int
    /// How many events an append has, about; above 32 it is one of an import, below one of a person.
    public let eventsPerAppend: Int
    /// When the first event happens.
    public let start: Timestamp
    /// Over how long the events are spread evenly.
    public let span: Duration

    /// Creates a workload; counts below 1 are raised to 1.
    public init(
        seed: UInt64, events: Int, accounts: Int = 10_000, reps: Int = 200, eventsPerAppend: Int = 8,
        start: Timestamp = CivilDate(dayNumber: 20_454).start(offsetMinutes: 480),
        span: Duration = .seconds(365 * 86_400)
    ) {
        self.seed = seed
        self.events = Swift.max(events, 1)
        self.accounts = Swift.max(accounts, 1)
        self.reps = Swift.max(reps, 1)
        self.eventsPerAppend = Swift.max(eventsPerAppend, 1)
        self.start = start
        self.span = span
    }

    /// The requests in order.
    public func makeIterator() -> Iterator { Iterator(self) }

    /// Makes the requests.
    public struct Iterator: IteratorProtocol, Sendable {
        /// What is sold, with its price in cents.
        ///
        /// Names that many events bear are made once.
        struct Product: Sendable {
            let id: ProductID
            let tag: Tag
            let entryTag: Tag
            var cents: Int64
        }

        /// What an account is called, and whose it is.
        struct Customer: Sendable {
            let id: AccountID
            let stream: StreamName
            let tag: Tag
            let owner: Int
        }

        static let list: PriceListID = "list-2026"
        /// How many deals a representative works on at once.
        static let dealsPerRep = 16
        /// The stages as each opportunity carries them, encoded once.
        static let stages = (try? CBOREncoder().encode(World.stages)) ?? [0x80]
        let workload: BulkWorkload
        var random: SimulatorRandom
        var products: [Product] = []
        var customers: [Customer] = []
        var authors: [Author] = []
        var ownerTags: [Tag] = []
        var deals: [BulkDeal] = []
        /// The events of the request that is being made.
        var events: [NewEvent] = []
        var made = 0
        var requests = 0
        var dealsOpened = 0
        var visits = 0
        var orders = 0
        private var setUpDone = 0
        private let step: Int64

        init(_ workload: BulkWorkload) {
            self.workload = workload
            random = SimulatorRandom(seed: workload.seed)
            let (seconds, fraction) = workload.span.components
            let span = Int128(seconds) * 1_000_000_000 + Int128(fraction / 1_000_000_000)
            step = Int64(clamping: span / Int128(workload.events))
            for number in 0..<48 {
                let cents = Int64(random.within(400...100_000)) * 5
                let id = ProductID(World.name("P-", number + 1, digits: 3))
                products.append(
                    Product(id: id, tag: .product(id), entryTag: .listEntry(Self.list, id), cents: cents))
            }
            customers.reserveCapacity(workload.accounts)
            for number in 0..<workload.accounts {
                let id = AccountID(World.name("acct-", number + 1))
                customers.append(
                    Customer(id: id, stream: .account(id), tag: .account(id), owner: random.below(workload.reps)))
            }
            for number in 0..<workload.reps {
                authors.append(Author(ActorID(World.name("rep:", number + 1, digits: 3)), channel: .mobile))
                ownerTags.append(.owner(authors[number].id))
            }
            deals = Array(repeating: BulkDeal(), count: workload.reps * Self.dealsPerRep)
        }

        /// The next request; `nil` when all events have been made.
        public mutating func next() -> AppendRequest? {
            guard made < workload.events else { return nil }
            events = []
            events.reserveCapacity(workload.eventsPerAppend + 2)
            let author = setUpDone < customers.count ? setUp() : work()
            if events.count > workload.events - made { events.removeLast(events.count - workload.events + made) }
            let time = workload.start.nanoseconds &+ Int64(made) &* step
            made += events.count
            requests += 1
            return AppendRequest(
                events, by: author, id: CommandID("bulk-\(workload.seed)-\(requests)"),
                occurredAt: .at(ZonedTime(Timestamp(nanoseconds: time), offsetMinutes: 480)))
        }

        /// Encodes an event of the request.
        mutating func add(_ event: some Event, cause: NewEvent.Cause? = nil) {
            // Events of the domain have no floating point, which is all that an encoder refuses.
            guard let encoded = try? NewEvent(event, cause: cause) else { return }
            events.append(encoded)
        }

        /// The stage path and the price list, then a hundred accounts.
        private mutating func setUp() -> Author {
            if setUpDone == 0 {
                add(PipelineDefined(pipeline: World.pipeline, version: 1, stages: World.stages))
                for product in products {
                    add(PriceListEntrySet(list: Self.list, product: product.id, price: World.money(product.cents)))
                }
            }
            let last = Swift.min(setUpDone + 100, customers.count)
            for customer in customers[setUpDone..<last] {
                let tier: TierName = random.chance(120) ? "A" : random.chance(400) ? "B" : "C"
                add(
                    AccountCreated(
                        account: customer.id, owner: authors[customer.owner].id, tier: tier,
                        region: World.regions[customer.owner % World.regions.count]))
            }
            setUpDone = last
            return Author("ops:masterdata", channel: .import)
        }

        /// A piece of somebody's day; or, when an append is larger than anybody's, of an import of what many did.
        private mutating func work() -> Author {
            guard workload.eventsPerAppend <= 32 else {
                while events.count < workload.eventsPerAppend { _ = act(upTo: events.count + 8) }
                return Author("import:bulk", kind: .service, channel: .import)
            }
            return act(upTo: workload.eventsPerAppend)
        }

        /// What one author does at once.
        private mutating func act(upTo count: Int) -> Author {
            let rep = random.below(workload.reps)
            // Whoever approves comes round often enough that requests wait for days and not for months.
            if random.chance(350), let approver = decideApprovals(of: rep, upTo: count) { return approver }
            let draw = random.below(1000)
            if draw < 3 { return changeListPrice() }
            if draw < 60 {
                while events.count < count { recordService() }
                return Author("ops:orders", kind: .service)
            }
            while events.count < count {
                advance(rep * Self.dealsPerRep + random.below(Self.dealsPerRep), rep)
            }
            return authors[rep]
        }
    }
}
