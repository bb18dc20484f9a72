import DealtrailModel
import DealtrailSales
import DealtrailTesting

/// People and facts that several scenarios share.
enum Scenario {
    static let lin = Author("rep:lin")
    static let chen = Author("rep:chen")
    static let wu = Author("manager:wu")
    static let zhao = Author("finance:zhao")
    static let qian = Author("gm:qian")

    static let account = AccountCreated(account: "acme", owner: "rep:lin", tier: "B")
    static let entry = PriceListEntrySet(list: "2026", product: "P-7", price: .cny("100.00"))
    static let created = QuoteCreated(quote: "Q-17", account: "acme", owner: "rep:lin", currency: .cny)

    /// A line of ten units of P-7, at its list price of 100.00 unless told otherwise.
    static func line(
        _ line: LineID = "L-1", at price: Money = .cny("100.00"), product: ProductID = "P-7",
        list: Money? = .cny("100.00")
    ) -> QuoteLineAdded {
        QuoteLineAdded(
            quote: "Q-17", line: line, product: product, quantity: 10, listPrice: list, unitPrice: price,
            account: "acme", list: list == nil ? nil : "2026")
    }

    static func terms(
        _ line: LineID = "L-1", at price: Money = .cny("100.00"), list: Money? = .cny("100.00")
    ) -> QuoteLineTerms {
        QuoteLineTerms(
            line: line, product: "P-7", quantity: 10, unitPrice: price, listPrice: list,
            list: list == nil ? nil : "2026")
    }

    /// A quote with one line at this price, edited by Lin.
    static func quote(at price: Money) -> GivenWhenThen {
        given(account, entry, created, line(at: price), by: lin)
    }

    static let request = Approval.request(
        "A-9", for: "Q-17", customer: "acme", standardQuote: .cny("1000.00"), requestedDiscount: 10,
        expectedMargin: "18.4", riskNote: "may pay late",
        approvers: [
            "regional-manager": "manager:wu", "finance-supervisor": "finance:zhao", "general-manager": "gm:qian",
        ])
}
