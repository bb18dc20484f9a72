import DealtrailModel
import DealtrailSales

/// An opportunity under way in a bulk workload, in a place that the next one takes over.
struct BulkDeal: Sendable {
    enum Phase: Sendable {
        case none
        /// Going through the stages before the quote.
        case stages
        case quoting
        case negotiating
        case waiting
        case granted
        case sent
        case signing
    }

    /// What it is called, made once for its many events.
    struct Names: Sendable {
        let opportunity: OpportunityID
        let quote: QuoteID
        let approval: ApprovalID
        let opportunityStream: StreamName
        let quoteStream: StreamName
        let opportunityTag: Tag
        let quoteTag: Tag

        init(number: Int) {
            opportunity = OpportunityID(World.name("O-", number, digits: 7))
            quote = QuoteID(World.name("Q-", number, digits: 7))
            approval = ApprovalID(World.name("A-", number, digits: 7))
            opportunityStream = .opportunity(opportunity)
            quoteStream = .quote(quote)
            opportunityTag = .opportunity(opportunity)
            quoteTag = .quote(quote)
        }
    }

    var phase = Phase.none
    var names = Names(number: 0)
    var customer = 0
    var stage = -1
    /// How many lines the quote is to have.
    var lineCount = 0
    /// How many more edits there are.
    var edits = 0
    var step = 0
    var lines: [QuoteLineTerms] = []
    /// The unit and list prices of the lines in cents.
    var cents: [(unit: Int64, list: Int64)] = []
    var products: [Int] = []

    var opportunity: OpportunityID { names.opportunity }
    var quote: QuoteID { names.quote }
    var approval: ApprovalID { names.approval }
    var needsApproval: Bool { cents.contains { $0.unit < $0.list && ($0.list - $0.unit) * 100 >= 3 * $0.list } }

    /// What its lines come to in cents, as quoted and at list prices.
    var total: (quoted: Int64, atList: Int64) {
        zip(lines, cents).reduce((0, 0)) { total, line in
            let units = line.0.quantity?.mantissa ?? 0
            return (total.0 + units * line.1.unit, total.1 + units * line.1.list)
        }
    }

    mutating func price(_ line: Int, _ unit: Int64, list: Int64) {
        cents[line] = (unit, list)
        let terms = lines[line]
        lines[line] = QuoteLineTerms(
            line: terms.line, product: terms.product, quantity: terms.quantity, unitPrice: World.money(unit),
            listPrice: World.money(list), list: terms.list)
    }
}
