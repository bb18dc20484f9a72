public import DealtrailModel
public import DealtrailSales

/// Which accounts turned out to be one customer (`docs/features.md` row 75).
///
/// States and events stay with the original accounts; whoever reads them asks here whose they are. So a split costs
/// nothing, and an answer for an earlier point has the accounts as they were then.
public struct MergedAccounts: Hashable, Sendable {
    /// The customers of accounts that belong to another.
    private var customers: [AccountID: AccountID] = [:]
    /// The accounts of customers that have more than one.
    private var accounts: [AccountID: [AccountID]] = [:]

    /// Nothing was merged.
    public init() {}

    /// Takes what each account absorbed.
    ///
    /// An account that several absorbed, as imports may have it, belongs to the first of them by name; of accounts that
    /// absorb each other the first by name is the customer.
    ///
    /// - Complexity: O(n log n).
    public init(absorbed: [AccountID: Set<AccountID>]) {
        let lost = Set(absorbed.values.joined())
        let names = absorbed.keys.sorted()
        var taken: Set<AccountID> = []
        // Those that nobody absorbed first; what is left after them lies on a circle.
        for customer in names.filter({ !lost.contains($0) }) + names.filter(lost.contains)
        where taken.insert(customer).inserted {
            var members: [AccountID] = []
            var pending = Array(absorbed[customer] ?? [])
            while let account = pending.popLast() {
                guard taken.insert(account).inserted else { continue }
                members.append(account)
                pending += absorbed[account] ?? []
            }
            guard !members.isEmpty else { continue }
            accounts[customer] = [customer] + members.sorted()
            for account in members { customers[account] = customer }
        }
    }

    /// Reads merges and splits out of events, by the time at which they happened, unknown times first.
    ///
    /// - Parameter events: In any order; others than merges and splits are passed over.
    /// - Throws: `EventError` when an event does not read.
    public init(events: some Sequence<RecordedEvent>) throws(EventError) {
        var absorbed: [AccountID: Set<AccountID>] = [:]
        for event in events.sorted(by: { FoldOrder($0) < FoldOrder($1) }) {
            switch event.kind {
            case AccountsMerged.kind:
                let merge = try event.decode(AccountsMerged.self)
                absorbed[merge.account, default: []].insert(merge.absorbed)
            case AccountsSplit.kind:
                let split = try event.decode(AccountsSplit.self)
                absorbed[split.account]?.remove(split.restored)
            default: break
            }
        }
        self.init(absorbed: absorbed)
    }

    /// The account that stands for the customer: itself, unless another absorbed it.
    public func customer(of account: AccountID) -> AccountID { customers[account] ?? account }

    /// All accounts of the customer that an account belongs to: the one that stands for him, then the others by name.
    public func members(of account: AccountID) -> [AccountID] {
        let customer = customer(of: account)
        return accounts[customer] ?? [customer]
    }
}
