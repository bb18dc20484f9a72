public import DealtrailModel
public import DealtrailSales

/// One customer, one product, several representatives, several prices (`docs/features.md` row 2).
///
/// Compared is the price of one unit as the line stands, after overrides and discounts, of quotes that were neither
/// rejected nor expired: drafts, submitted, sent and accepted ones. Only prices in one currency are compared. The events
/// state no units other than the product's own, so one product is one unit.
public struct PriceSpread: Codable, Hashable, Sendable {
    /// One of the prices, with its author.
    public struct Leg: Codable, Hashable, Sendable {
        /// The account that was quoted; another than the customer's where accounts were merged.
        public let account: AccountID
        /// The quote.
        public let quote: QuoteID
        /// The version that is edited.
        public let version: Int
        /// Where the quote stands.
        public let phase: QuoteAuditTrail.Phase
        /// The line.
        public let line: LineID?
        /// The representative who owns the quote; `nil` when not known.
        public let rep: ActorID?
        /// The price of one unit.
        public let price: Money
        /// How far above the lowest leg it lies, in percent with one decimal; `nil` ("n/a") when that one is zero.
        public let aboveLowest: ScaledDecimal?
        /// Who made this price, by the last edit that changed it; of a repricing the author of the repricing event, whose
        /// causation leads to the change of the list.
        public let author: ActorID
        /// The last edit that changed this price.
        public let edit: EventMark
        /// What that edit did.
        public let kind: PriceEditKind
    }

    /// The customer: the account that stands for him, where accounts were merged.
    public let account: AccountID
    /// The product.
    public let product: ProductID
    /// The highest price by the lowest, less 1, in percent with one decimal; `nil` ("n/a") when the lowest is zero.
    public let percent: ScaledDecimal?
    /// The prices from the lowest to the highest, then by quote and line.
    public let legs: [Leg]
}

/// Where customers were quoted different prices for one product, the widest spread first.
public struct PriceSpreadReport: Codable, Hashable, Sendable {
    /// What it answers for.
    public let stamp: AnswerStamp
    /// The account that was asked for; `nil` for all.
    public let account: AccountID?
    /// The least spread that is listed, in percent; a spread of exactly this much is.
    public let least: ScaledDecimal
    /// The spreads, those without a percentage first, then from the widest, then by account and product.
    public let spreads: [PriceSpread]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case account
        case least
        case spreads
    }

    /// Compares the quotes of each customer.
    ///
    /// - Parameters:
    ///   - states: The states of the quotes by their keys (`quote:...`); other keys are passed over.
    ///   - account: Only the customer of this account; `nil` for all.
    ///   - merged: Which accounts are one customer.
    ///   - least: The least spread that is listed, in percent.
    ///   - representatives: How many different representatives must have quoted; one who is not known counts as one.
    ///   - stamp: What it answers for.
    /// - Complexity: O(n log n) in the lines.
    public init(
        _ states: some Sequence<(key: String, state: QuoteAuditTrail.State)>, account: AccountID? = nil,
        merged: MergedAccounts = MergedAccounts(), least: ScaledDecimal = "0.1", representatives: Int = 2,
        stamp: AnswerStamp
    ) {
        self.stamp = stamp
        self.account = account
        self.least = least
        let wanted = account.map(merged.customer)
        var groups: [Group: [(key: String, state: QuoteAuditTrail.State, item: PricedItem)]] = [:]
        for (key, state) in states where key.hasPrefix("quote:") && state.phase.isLive {
            guard let customer = state.account.map(merged.customer), wanted == nil || wanted == customer else {
                continue
            }
            for item in state.items where !item.isRemoved {
                guard let product = item.product, let price = item.price else { continue }
                let group = Group(account: customer, product: product, currency: price.currency)
                groups[group, default: []].append((key, state, item))
            }
        }
        spreads = groups.compactMap { group, members -> PriceSpread? in
            guard Set(members.map(\.state.owner)).count >= representatives else { return nil }
            return PriceSpread(group, members)
        }.filter { $0.percent.map { $0 >= least } ?? true }.sorted { left, right in
            switch (left.percent, right.percent) {
            case (nil, .some): true
            case (.some, nil): false
            case (.some(let one), .some(let other)) where one != other: one > other
            default: (left.account, left.product, left.currency) < (right.account, right.product, right.currency)
            }
        }
    }

    fileprivate struct Group: Hashable {
        let account: AccountID
        let product: ProductID
        let currency: Currency
    }
}

extension PriceSpread {
    fileprivate var currency: String { legs.first?.price.currency.rawValue ?? "" }

    /// `nil` for fewer than two prices, or when all are zero.
    fileprivate init?(
        _ group: PriceSpreadReport.Group, _ members: [(key: String, state: QuoteAuditTrail.State, item: PricedItem)]
    ) {
        let prices = members.compactMap(\.item.price?.amount)
        guard members.count > 1, let lowest = prices.min(), let highest = prices.max(), lowest != highest else {
            return nil
        }
        account = group.account
        product = group.product
        percent = lowest.percentChange(to: highest)
        legs = members.compactMap { key, state, item -> Leg? in
            guard let price = item.price, let step = item.steps.last(where: { $0.position == item.lastEdit.position })
            else { return nil }
            return Leg(
                account: state.account ?? group.account, quote: QuoteID(String(key.dropFirst("quote:".count))),
                version: state.version, phase: state.phase,
                line: item.line, rep: state.owner, price: price, aboveLowest: lowest.percentChange(to: price.amount),
                author: item.lastAuthor, edit: item.lastEdit, kind: step.kind)
        }.sorted {
            ($0.price.amount, $0.quote, $0.line ?? "") < ($1.price.amount, $1.quote, $1.line ?? "")
        }
    }
}
