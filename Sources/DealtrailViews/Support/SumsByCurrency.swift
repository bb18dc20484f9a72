import DealtrailModel

/// Sums of amounts, one for each currency.
struct SumsByCurrency {
    private var sums: [(currency: Currency, sum: ExactSum)] = []

    /// Adds an amount to the sum of its currency.
    mutating func add(_ money: Money) {
        if let index = sums.firstIndex(where: { $0.currency == money.currency }) {
            sums[index].sum.add(money.amount)
            return
        }
        var sum = ExactSum()
        sum.add(money.amount)
        sums.append((money.currency, sum))
    }

    /// The sums by currency; one that does not fit is left out rather than wrong.
    var amounts: [Money] {
        sums.sorted { $0.currency.rawValue < $1.currency.rawValue }.compactMap { entry in
            entry.sum.value.map { Money($0, entry.currency) }
        }
    }
}
