public import DealtrailModel

/// How a special price is approved (`docs/features.md` rows 6 and 9).
public struct ApprovalRules: Codable, Hashable, Sendable {
    /// A field of the request.
    public enum Field: String, Codable, Hashable, Sendable, CaseIterable {
        /// The customer.
        case customer
        /// What the quote would cost at list prices.
        case standardQuote = "standard-quote"
        /// The discount that is asked for.
        case requestedDiscount = "requested-discount"
        /// The gross margin that is expected.
        case expectedMargin = "expected-margin"
        /// What could go wrong.
        case riskNote = "risk-note"
    }

    /// Who decides about quotes of some size.
    public struct Route: Codable, Hashable, Sendable {
        /// The standard quote lies strictly below this amount; `nil` for any amount and any currency.
        public var below: Money?
        /// The roles that decide, one after another.
        public var chain: [RoleName]
        /// The standard quote is at most this amount; `nil` where ``below`` or nothing bounds it.
        public var upTo: Money?

        /// Creates a route; it has one bound at most.
        public init(below: Money? = nil, upTo: Money? = nil, chain: [RoleName]) {
            self.below = below
            self.chain = chain
            self.upTo = upTo
        }

        /// The bound with its edge; `nil` for none.
        public var bound: (edge: Edge, amount: Money)? {
            below.map { (.below, $0) } ?? upTo.map { (.atMost, $0) }
        }

        /// Whether a quote of this size takes the route; one without a size takes only a route without a bound.
        func fits(_ standardQuote: Money?) -> Bool {
            guard let (edge, amount) = bound else { return true }
            guard let standardQuote, standardQuote.currency == amount.currency else { return false }
            return edge.holds(standardQuote.amount, amount.amount)
        }

        package enum CodingKeys: Int, CodingKey {
            case below = 1
            case chain = 2
            case upTo = 3
        }
    }

    /// The fields that a request must fill in.
    public var mandatory: [Field]
    /// The routes; the first that fits is taken.
    public var routes: [Route]

    /// Creates rules.
    public init(mandatory: [Field], routes: [Route]) {
        self.mandatory = mandatory
        self.routes = routes
    }

    /// All five fields; regional manager, finance supervisor, general manager.
    public static let standard = ApprovalRules(
        mandatory: Field.allCases,
        routes: [Route(chain: ["regional-manager", "finance-supervisor", "general-manager"])])

    /// The roles that decide about a quote of this size; `nil` when no route fits.
    public func chain(for standardQuote: Money?) -> [RoleName]? {
        routes.first { $0.fits(standardQuote) }?.chain
    }

    /// The roles that decide about a quote of this size, and why these.
    ///
    /// - Parameters:
    ///   - standardQuote: What the quote would cost at list prices; `nil` when nobody said.
    ///   - version: The version of the policy.
    ///   - events: What that amount rests on.
    public func chain(
        for standardQuote: Money?, version: String, events: [EventID] = []
    ) -> Explained<[RoleName]?> {
        let number = routes.firstIndex { $0.fits(standardQuote) }
        let route = number.map { routes[$0] }
        let bound = route?.bound.map { "\($0.edge.words) \($0.amount)" } ?? "any amount"
        let names = route?.chain.map(\.rawValue).joined(separator: ", then ")
        return Explained(
            route?.chain,
            RuleExplanation(
                "approval.route", version: version,
                names.map { "route \((number ?? 0) + 1) (\(bound)): \($0)" } ?? "no route fits",
                ["standardQuote": standardQuote?.description ?? "unknown"], events: events))
    }

    package enum CodingKeys: Int, CodingKey {
        case mandatory = 1
        case routes = 2
    }
}
