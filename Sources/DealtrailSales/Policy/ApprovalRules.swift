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

        /// Creates a route.
        public init(below: Money? = nil, chain: [RoleName]) {
            self.below = below
            self.chain = chain
        }

        package enum CodingKeys: Int, CodingKey {
            case below = 1
            case chain = 2
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
        routes.first { route in
            guard let below = route.below else { return true }
            guard let standardQuote, standardQuote.currency == below.currency else { return false }
            return standardQuote.amount < below.amount
        }?.chain
    }

    package enum CodingKeys: Int, CodingKey {
        case mandatory = 1
        case routes = 2
    }
}
