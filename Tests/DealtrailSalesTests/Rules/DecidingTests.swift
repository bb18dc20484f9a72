import DealtrailModel
import DealtrailSales
import Testing

/// Gates, delegations, chains, routing and ledgers.
@Suite struct DecidingTests {
    private let book = RuleBook.standard
    private let version = RuleSamples.version

    private func at(_ nanoseconds: Int64) -> Timestamp { Timestamp(nanoseconds: nanoseconds) }

    @Test func `A gate names what is missing, and the events that opened it`() throws {
        let gate = try #require(book.gates(before: "invoice.request").first)
        let closed = gate.missing(evidence: [:], version: version)
        #expect(closed.value.evidence == ["contract-scan"] && !closed.value.isOpen)
        #expect(closed.why.conclusion.contains("contract-scan"))
        let open = gate.missing(evidence: ["contract-scan": RuleSamples.id(1)], version: version)
        #expect(open.value.isOpen && open.why.events == [RuleSamples.id(1)])
        let approving = GateRule("g", before: "contract.sign", approvals: ["finance-supervisor", "rep"])
        let half = approving.missing(evidence: [:], approvals: ["rep": RuleSamples.id(2)], version: version)
        #expect(half.value.approvals == ["finance-supervisor"] && half.why.events == [RuleSamples.id(2)])
    }

    @Test func `A route is taken up to its bound, by its edge`() {
        let rules = ApprovalRules(
            mandatory: [], routes: [.init(upTo: .cny(5_000_000), chain: ["director"]), .init(chain: ["manager"])])
        #expect(rules.chain(for: .cny("5000000.00"), version: version).value == ["director"])
        let above = rules.chain(for: .cny("5000000.01"), version: version)
        #expect(above.value == ["manager"])
        #expect(above.why.conclusion == "route 2 (any amount): manager")
        let strict = ApprovalRules(
            mandatory: [], routes: [.init(below: .cny(5_000_000), chain: ["director"]), .init(chain: ["manager"])])
        #expect(
            strict.chain(for: .cny("4999999.99")) == ["director"] && strict.chain(for: .cny(5_000_000)) == ["manager"])
    }

    private func delegation(
        _ from: ActorID, _ to: ActorID, limit: Money? = nil, _ start: Int64 = 10, _ end: Int64 = 20, _ event: UInt64 = 1
    ) -> Delegation {
        Delegation(
            from: from, to: to, limit: limit, validFrom: at(start), validUntil: at(end), event: RuleSamples.id(event))
    }

    @Test func `A delegate decides below the limit, while it is valid, and in whose name is said`() {
        let rules = book.delegation
        let given = [delegation("manager:wu", "director:xu")]
        func may(_ amount: ScaledDecimal, _ time: Int64 = 10) -> Bool {
            rules.authority(
                of: "director:xu", for: "manager:wu", amount: .cny(amount), at: at(time), by: given, version: version
            ).value == .onBehalfOf("manager:wu", through: given)
        }
        #expect(may("4999999.99") && !may(5_000_000) && !may("5000000.01"))
        #expect(!may(1, 9) && may(1, 10) && may(1, 19) && !may(1, 20))
        var generous = rules
        generous.edge = .atMost
        let atLimit = generous.authority(
            of: "director:xu", for: "manager:wu", amount: .cny(5_000_000), at: at(10), by: given, version: version)
        #expect(atLimit.value == .onBehalfOf("manager:wu", through: given))
        #expect(atLimit.why.events == [RuleSamples.id(1)] && atLimit.why.rule == "delegation")
        let own = rules.authority(
            of: "manager:wu", for: "manager:wu", amount: .cny(9_000_000), at: at(10), by: [], version: version)
        #expect(own.value == .own)
        let unknown = rules.authority(
            of: "director:xu", for: "manager:wu", amount: nil, at: at(10), by: given, version: version)
        #expect(unknown.value == .none)
    }

    @Test func `A narrower limit of the delegation counts, in its currency`() {
        let given = [delegation("a", "b", limit: .cny(100))]
        func may(_ amount: Money) -> Bool {
            book.delegation.authority(of: "b", for: "a", amount: amount, at: at(10), by: given, version: version).value
                != .none
        }
        #expect(may(.cny("99.99")) && !may(.cny(100)) && !may(.eur(1)))
    }

    @Test func `Authority is handed on only where the rules say so, and a circle ends`() {
        let given = [delegation("a", "b"), delegation("b", "a", 10, 20, 2), delegation("b", "c", 10, 20, 3)]
        func authority(_ rules: DelegationRules, _ actor: ActorID) -> DelegationRules.Authority {
            rules.authority(of: actor, for: "a", amount: .cny(1), at: at(10), by: given, version: version).value
        }
        #expect(authority(book.delegation, "c") == .none)
        let passing = DelegationRules(mayBeHandedOn: true)
        #expect(authority(passing, "c") == .onBehalfOf("a", through: [given[0], given[2]]))
        #expect(authority(passing, "d") == .none)
    }

    @Test func `What may be delegated has its limits`() {
        let rules = DelegationRules(limit: .cny(100), longestDays: 1)
        let day: Int64 = 86_400_000_000_000
        func permits(_ delegation: Delegation) -> Bool { rules.permits(delegation, version: version).value }
        #expect(permits(delegation("a", "b", limit: .cny(100), 0, day)))
        #expect(!permits(delegation("a", "b", limit: .cny("100.01"), 0, day)))
        #expect(!permits(delegation("a", "b", 0, day + 1_000_000_000)))
        #expect(!permits(delegation("a", "a", 0, 1)) && !permits(delegation("a", "b", 5, 5)))
    }

    @Test func `In turn, around the end, whoever joins or leaves`() throws {
        let rule = try #require(book.route("lead-b"))
        func next(_ people: [ActorID], _ cursor: ActorID?) -> ActorID? {
            rule.next(of: people, after: cursor, version: version).value
        }
        let pool: [ActorID] = ["rep:c", "rep:a", "rep:b", "rep:a"]
        #expect(next(pool, nil) == "rep:a" && next(pool, "rep:a") == "rep:b")
        #expect(next(pool, "rep:b") == "rep:c" && next(pool, "rep:c") == "rep:a")
        // The one before has left; somebody has joined in between.
        #expect(next(["rep:a", "rep:c"], "rep:b") == "rep:c")
        #expect(next(pool + ["rep:aa"], "rep:a") == "rep:aa")
        #expect(next([], "rep:a") == nil)
        let turn = rule.next(of: pool, after: "rep:a", by: RuleSamples.id(5), version: version)
        #expect(turn.why.events == [RuleSamples.id(5)] && turn.why.rule == "routing.lead-b")
    }

    @Test func `The fastest of the last three, by their mean; of two alike the first by name`() throws {
        let rule = try #require(book.route("lead-priority"))
        func answers(_ person: ActorID, _ seconds: Int64...) -> [RoutingRule.Response] {
            seconds.enumerated().map {
                .init(person, nanoseconds: $0.element * 1_000_000_000, event: RuleSamples.id(UInt64($0.offset)))
            }
        }
        // Only the last three count: the first of b would make him faster.
        let responses = answers("b", 1, 60, 60, 60) + answers("a", 60, 60, 60) + answers("c", 10, 10)
        let result = rule.next(of: ["c", "b", "a"], responses: responses, version: version)
        #expect(result.value == "a" && result.why.events.count == 3)
        #expect(rule.next(of: ["b", "c"], responses: responses, version: version).value == "b")
        #expect(rule.next(of: ["c", "d"], responses: responses, version: version).value == "c")
        let faster = answers("b", 60, 60, 59) + answers("a", 60, 60, 60)
        #expect(rule.next(of: ["a", "b"], responses: faster, version: version).value == "b")
        let uneven = answers("a", 1, 100, 100) + answers("b", 60, 60, 90)
        func first(_ rank: RoutingRule.Rank, newcomers: RoutingRule.Newcomers = .last) -> ActorID? {
            RoutingRule("r", .fastest, last: 3, rank: rank, newcomers: newcomers)
                .next(of: ["a", "b"], responses: uneven, version: version).value
        }
        #expect(first(.mean) == "a" && first(.median) == "b" && first(.best) == "a")
        let newcomer = RoutingRule("r", .fastest, last: 3, rank: .mean, newcomers: .first)
            .next(of: ["a", "n"], responses: uneven, version: version)
        #expect(newcomer.value == "n")
    }

    @Test func `What was posted is never edited: it is taken back by an entry, once`() throws {
        let why = RuleExplanation("weight.incentive", version: version, "1.5 times 10")
        var ledger = Ledger()
        let entry = ledger.post(15, to: "rep:lin", basis: RuleSamples.id(1), why: why)
        #expect(ledger.post(99, to: "rep:lin", basis: RuleSamples.id(1), why: why) == entry)
        ledger.post(5, to: "rep:lin", basis: RuleSamples.id(2), why: why)
        #expect(ledger.balance(of: "rep:lin").sum == 20)
        let back = try ledger.reverse(entry.number, basis: RuleSamples.id(3), why: why)
        #expect(back.amount == -15 && back.reverses == 1 && ledger.entries.count == 3)
        #expect(ledger.balance(of: "rep:lin").sum == 5 && ledger.balance(of: "rep:wu").sum == 0)
        #expect(throws: Ledger.Objection.reversedAlready(1, by: 3)) {
            try ledger.reverse(1, basis: RuleSamples.id(4), why: why)
        }
        #expect(throws: Ledger.Objection.isReversal(3)) { try ledger.reverse(3, basis: RuleSamples.id(4), why: why) }
        #expect(throws: Ledger.Objection.unknown(9)) { try ledger.reverse(9, basis: RuleSamples.id(4), why: why) }
        #expect(ledger.entries.count == 3)
    }

    @Test func `The breaker freezes 30 percent, the dividend pays 2 percent for eight quarters`() {
        let rules = book.incentives
        #expect(rules.frozen(of: .cny("1000.50"), version: version).value == .cny("300.15"))
        func dividend(_ quarter: Int) -> Money? {
            rules.dividend(on: .cny(1_000), quarter: quarter, version: version).value
        }
        #expect(dividend(0) == .cny(0) && dividend(1) == .cny(20) && dividend(8) == .cny(20) && dividend(9) == .cny(0))
    }
}
