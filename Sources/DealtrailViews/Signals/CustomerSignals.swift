public import DealtrailModel
public import DealtrailSales

/// What customers do and what is done for them, as far as a factor of health may count it (`docs/features.md` row 115).
///
/// The key is the tag `account:...`. The state is what happened, each with its time, and knows no window and no rule: so it
/// answers for any time up to its own, and another policy needs no rebuild. Who belongs to whom is in ``CustomerHealth``;
/// accounts of one customer are joined with ``combine(_:as:)``.
///
/// It is a view of its own because few policies ask for it: what the four factors of S0 need is in ``CustomerHealth`` alone.
public enum CustomerSignals: Projection {
    /// Something that happened.
    public struct Mark: Codable, Hashable, Sendable {
        /// What it was.
        let letter: Letter
        /// The place in the log.
        let position: UInt64
        /// The event.
        let id: EventID
        /// When it happened.
        let at: Timestamp
        /// The visit, quote, promise, instalment or ticket that it is about, where that matters.
        let subject: String?
        /// Seconds of an opening, or by when something is due in nanoseconds since 1970.
        let number: Int64?
        /// What an instalment asks for, or a payment brings.
        let amount: Money?

        enum CodingKeys: Int, CodingKey {
            case letter = 1
            case position = 2
            case id = 3
            case at = 4
            case subject = 5
            case number = 6
            case amount = 7
        }
    }

    /// What happened, as far as signals tell it apart; the numbers are the stored form.
    enum Letter: UInt8, Codable, Hashable, Sendable {
        case call = 1
        case visit = 2
        case meeting = 3
        case opening = 4
        case feedback = 5
        case acceptance = 6
        case rejection = 7
        case version = 8
        case edit = 9
        case offer = 10
        case complaint = 11
        case promise = 12
        case putOff = 13
        case kept = 14
        case instalment = 15
        case payment = 16
        case ticket = 17
        case ticketAnswer = 18

        /// Whether the number is a time by which something is due.
        var isDue: Bool { self == .promise || self == .putOff || self == .instalment }
    }

    /// What is known of one account.
    public struct State: Codable, Hashable, Sendable {
        /// The account.
        public let account: AccountID
        /// What happened, in the order in which it happened.
        public internal(set) var marks: [Mark] = []
        /// What has no time: it cannot be placed in a window and does not count.
        public internal(set) var undated = 0

        init(account: AccountID) { self.account = account }

        enum CodingKeys: Int, CodingKey {
            case account = 1
            case marks = 2
            case undated = 3
        }
    }

    /// `customer-signals`.
    public static let name = "customer-signals"
    /// The first.
    public static let codeVersion: UInt32 = 1

    /// Nothing known of the account in the key.
    public static func initial(key: String) -> State {
        let prefix = "account:".utf8
        guard key.utf8.starts(with: prefix) else { return State(account: AccountID(key)) }
        return State(account: AccountID(String(Substring(key.utf8.dropFirst(prefix.count)))))
    }

    /// Calls, visits, meetings, quotes, offers, complaints, promises, payments and tickets.
    public static let rows = ProjectionRows<State>(
        contactRows + quoteRows + promiseRows + paymentRows + ticketRows,
        ignoring: Set(Catalog.sales.events.keys).subtracting(kinds))

    /// The kinds that some signal looks at beyond what ``CustomerHealth`` keeps.
    static let kinds = Set(HealthSignal.behaviours.flatMap(\.events))
}
