import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailTesting

/// An event of the tests: an amount in a deal of an account.
struct Moved: Event {
    static let kind: EventKind = "deal.moved"
    let deal: String
    let accounts: [String]
    let amount: Int64

    var stream: StreamName { StreamName("deal:\(deal)") }
    var tags: [Tag] { accounts.map { Tag("account", $0) } + [Tag("color", amount.isMultiple(of: 2) ? "red" : "blue")] }

    enum CodingKeys: Int, CodingKey { case deal = 1, accounts = 2, amount = 3 }
}

/// An event of the tests whose stream has the name of an account's tag.
struct Noted: Event {
    static let kind: EventKind = "account.noted"
    let account: String
    let text: String

    var stream: StreamName { StreamName("account:\(account)") }
    var tags: [Tag] { [Tag("account", account)] }

    enum CodingKeys: Int, CodingKey { case account = 1, text = 2 }
}

/// An event of the tests that no projection knows.
struct Ignored: Event {
    static let kind: EventKind = "other.ignored"
    var stream: StreamName { "other" }
    var tags: [Tag] { ["account:0"] }
    let number: Int64
    enum CodingKeys: Int, CodingKey { case number = 1 }
}

/// A state that depends on the order of everything that went into it.
struct Chain: Codable, Hashable, Sendable {
    let key: String
    var digest: Int64 = 17
    var count: Int64 = 0
    var last: Int64 = -1

    init(key: String) { self.key = key }

    mutating func add(_ value: Int64, _ position: UInt64) {
        digest = digest &* 31 &+ value
        count += 1
        last = Int64(position)
    }

    enum CodingKeys: Int, CodingKey { case key = 1, digest = 2, count = 3, last = 4 }
}

/// By stream.
enum Deals: Projection {
    static let name = "deals"
    static let codeVersion: UInt32 = 1
    static func initial(key: String) -> Chain { Chain(key: key) }
    static let rows = ProjectionRows<Chain>([
        .init(Moved.kind) { $0.add(try $1.fields.integer(3) ?? 0, $1.position) }
    ])
}

/// By tag; an event may have several.
enum Accounts: Projection {
    static let name = "accounts"
    static let codeVersion: UInt32 = 1
    static func initial(key: String) -> Chain { Chain(key: key) }
    static let rows = ProjectionRows<Chain>([
        .init(Moved.kind, key: .tag("account")) { $0.add(try $1.fields.integer(3) ?? 0, $1.position) }
    ])
}

/// By stream and by tag at once, with keys that meet and with rows that meet on one key.
enum Mixed: Projection {
    static let name = "mixed"
    static let codeVersion: UInt32 = 3
    static func initial(key: String) -> Chain { Chain(key: key) }
    static let rows = ProjectionRows<Chain>([
        .init(Noted.kind, key: .tag("account")) { $0.add(1_000, $1.position) },
        .init(Noted.kind) { $0.add(7, $1.position) },
        .init(Moved.kind, key: .tag("color")) { $0.add(try $1.fields.integer(3) ?? 0, $1.position) },
        .init(Moved.kind, key: .tag("account")) { $0.add(try $1.fields.integer(3) ?? 0, $1.position) },
        .init(Moved.kind) { $0.add(3, $1.position) },
    ])
}

extension TestLog {
    /// Appends random events: some late, some without a time, some that nobody knows.
    func fill(_ count: Int, seed: UInt64, accounts: Int = 6, lateness: Int64 = 40, tag: String = "") async throws {
        var random = SeededGenerator(seed: seed)
        for index in 0..<count {
            let base = Int64(events.count) * 10
            let occurred: OccurredAt
            switch random.next() % 10 {
            case 0: occurred = .unknown
            case 1, 2:
                occurred = .at(Timestamp(nanoseconds: base - Int64.random(in: 0...lateness, using: &random) * 10))
            default: occurred = .at(Timestamp(nanoseconds: base))
            }
            let account = "\(Int.random(in: 0..<accounts, using: &random))"
            let event: NewEvent
            switch random.next() % 8 {
            case 0: event = try NewEvent(Ignored(number: Int64(index)), occurredAt: occurred)
            case 1, 2: event = try NewEvent(Noted(account: account, text: "é\(index)"), occurredAt: occurred)
            default:
                let other = "\(Int.random(in: 0..<accounts, using: &random))"
                let deal = "\(Int.random(in: 0..<3 * accounts, using: &random))"
                let named = random.next() % 4 == 0 ? [account, other] : [account]
                event = try NewEvent(
                    Moved(deal: deal, accounts: named, amount: Int64.random(in: -99...99, using: &random)),
                    occurredAt: occurred)
            }
            let id = CommandID("fill-\(tag)-\(seed)-\(events.count)")
            _ = try await append(AppendRequest([event], by: Author("rep:test"), id: id))
        }
    }
}
