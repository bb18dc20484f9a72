import DealtrailModel
public import DealtrailSales

/// What an opportunity is classed as by its customer and its owner, as they were at one point.
///
/// A report takes those of its own point: that is the definition of now, or of then when it is asked for as of then.
public struct SalesClasses: Sendable {
    private var accounts: [AccountID: SalesDirectory.State] = [:]
    private var representatives: [ActorID: SalesDirectory.State] = [:]
    /// Which accounts are one customer.
    public let merged: MergedAccounts

    /// Nothing is known of anyone.
    public init(merged: MergedAccounts = MergedAccounts()) { self.merged = merged }

    /// Takes the states of the directory.
    ///
    /// - Complexity: O(n).
    public init(
        _ directory: some Sequence<(key: String, state: SalesDirectory.State)>,
        merged: MergedAccounts = MergedAccounts()
    ) {
        self.merged = merged
        for (key, state) in directory {
            if let id = Self.id(in: key, of: "account:") {
                accounts[AccountID(id)] = state
            } else if let id = Self.id(in: key, of: "representative:") {
                representatives[ActorID(id)] = state
            }
        }
    }

    /// The customer of an opportunity: its account, or the one that stands for it where accounts were merged.
    public func customer(of state: Funnel.State) -> AccountID? { state.account.map(merged.customer(of:)) }

    /// The industry of the customer; `nil` when it is not recorded.
    public func industry(of state: Funnel.State) -> String? { state.account.flatMap(industry(of:)) }

    /// The tier of the customer; `nil` when he has none.
    public func tier(of state: Funnel.State) -> String? { state.account.flatMap(tier(of:)) }

    /// The region that the opportunity's events name, else that of the customer, else that of the owner's assignment.
    public func region(of state: Funnel.State) -> String? {
        state.region ?? state.account.flatMap(region(of:)) ?? state.owner.flatMap(region(of:))
    }

    /// The team that the opportunity's events name, else that of the owner's assignment.
    public func team(of state: Funnel.State) -> String? { state.team ?? state.owner.flatMap(team(of:)) }

    /// The industry of the customer that an account belongs to.
    func industry(of account: AccountID) -> String? { classed(account, \.industry) }
    /// The tier of the customer that an account belongs to.
    func tier(of account: AccountID) -> String? { classed(account, \.tier?.rawValue) }
    /// The region of the customer that an account belongs to.
    func region(of account: AccountID) -> String? { classed(account, \.region) }
    /// The region that a representative is assigned to.
    func region(of representative: ActorID) -> String? { representatives[representative]?.region }
    /// The team that a representative is assigned to.
    func team(of representative: ActorID) -> String? { representatives[representative]?.team?.rawValue }

    /// What the account that stands for the customer is classed as, else the first of his others, by name, that is.
    private func classed(_ account: AccountID, _ value: (SalesDirectory.State) -> String?) -> String? {
        for member in merged.members(of: account) {
            if let found = accounts[member].flatMap(value) { return found }
        }
        return nil
    }

    /// Bytewise, as names are: Swift takes two spellings of an accented letter for one text.
    private static func id(in key: String, of prefix: String) -> String? {
        guard key.utf8.starts(with: prefix.utf8) else { return nil }
        return String(Substring(key.utf8.dropFirst(prefix.utf8.count)))
    }
}
