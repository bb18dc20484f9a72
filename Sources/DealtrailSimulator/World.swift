import DealtrailModel
import DealtrailSales

/// Who and what there is in a simulated year, as far as the simulator has to know it to do what makes sense.
struct World: Sendable {
    struct Rep: Sendable {
        let author: Author
        let mobile: Author
        let region: Int
        /// Types the week's visits on Friday.
        let isLateTypist: Bool
        var accounts: [Int] = []
        var visits = 0
    }

    struct Customer: Sendable {
        let id: AccountID
        let rep: Int
        var tier: TierName
        var deals: [Int] = []
        /// Second and cents of its orders.
        var orders: [(second: Int64, cents: Int64)] = []
    }

    struct Product: Sendable {
        let id: ProductID
        var cents: Int64
    }

    struct Deal: Sendable {
        let id: OpportunityID
        let account: Int
        let rep: Int
        let product: Int
        /// How many units of the product it is about.
        let units: Int64
        var stage = -1
        var entered: Set<Int> = []
        var hasDocument = false
        var quote: Int?
        var isClosed = false
        /// Whether it goes on from the demonstration; `nil` before.
        var converts: Bool?
        var demonstratedSinceCliff = false
    }

    struct Line: Sendable {
        let id: LineID
        let product: Int
        let quantity: Int64
        var unit: Int64
        var list: Int64

        /// At least 3 percent below the list price, as the standard rules have it.
        var needsApproval: Bool { unit < list && (list - unit) * 100 >= 3 * list }
    }

    struct Quotation: Sendable {
        let id: QuoteID
        let deal: Int
        var lines: [Line] = []
        var usedLines = 0
        var isSent = false
        /// The approval for the terms as they are.
        var approval: ApprovalID?
        var isGranted = false
        /// The step that its approval waits for.
        var step: Int?
        var wasTried = false
        var versions = 1

        var cents: Int64 { lines.reduce(0) { $0 + $1.unit * $1.quantity } }
        var listCents: Int64 { lines.reduce(0) { $0 + $1.list * $1.quantity } }
        var needsApproval: Bool { lines.contains(where: \.needsApproval) }
    }

    static let pipeline: PipelineName = "distribution"
    static let stages: [PipelineStage] = [
        PipelineStage("lead-registered"), PipelineStage("first-contact"),
        PipelineStage("need-confirmed", requires: ["requirement-document"]), PipelineStage("solution-demo"),
        PipelineStage("negotiation"), PipelineStage("contract-signed"),
    ]
    static let demo = 3
    static let deck: MaterialID = "solution-deck"
    static let negotiation = 4
    static let signed = 5
    static let regions = ["east", "south", "north", "west"]
    static let roles: [RoleName] = ["regional-manager", "finance-supervisor", "general-manager"]

    let list: PriceListID
    var reps: [Rep] = []
    var accounts: [Customer] = []
    var products: [Product] = []
    var deals: [Deal] = []
    var quotes: [Quotation] = []
    /// The quotes that are not sent, in the order of their creation.
    var openQuotes: [Int] = []
    var approvals = 0
    var contracts = 0
    var orders = 0

    /// Who decides a step for a region.
    static func approver(_ step: Int, region: Int) -> Author {
        switch step {
        case 0: Author(ActorID("manager:\(regions[region])"))
        case 1: Author("finance:zhao")
        default: Author("gm:qian")
        }
    }

    static func money(_ cents: Int64) -> Money { .cny(ScaledDecimal(mantissa: cents, scale: 2)) }

    /// A name with digits that sort: `O-00017`.
    static func name(_ prefix: String, _ number: Int, digits: Int = 5) -> String {
        let text = String(number)
        return prefix + String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
