public import DealtrailModel

/// Entries that are never edited: what was wrong is taken back by an entry of its own (`docs/features.md` rows 154 to 156
/// and 161).
public struct Ledger: Hashable, Sendable {
    /// An entry.
    public struct Entry: Hashable, Sendable {
        /// Its number within the ledger, from 1.
        public let number: Int
        /// Whose it is.
        public let holder: String
        /// How much; what is taken back is negative.
        public let amount: ScaledDecimal
        /// What it rests on.
        public let basis: EventID
        /// The entry that it takes back; `nil` for one of its own right.
        public let reverses: Int?
        /// Why there is that much.
        public let why: RuleExplanation
    }

    /// Why an entry was not taken.
    public enum Objection: Error, Hashable, Sendable {
        /// There is no entry with that number.
        case unknown(Int)
        /// It was taken back already, by the entry with the second number.
        case reversedAlready(Int, by: Int)
        /// What takes back is itself not taken back; post anew instead.
        case isReversal(Int)
        /// The amount does not fit 64 bits.
        case overflow
    }

    private struct Source: Hashable {
        let holder: String
        let rule: String
        let basis: EventID
    }

    /// The entries, in order.
    public private(set) var entries: [Entry] = []
    private var posted: [Source: Int] = [:]
    private var reversals: [Int: Int] = [:]

    /// An empty ledger.
    public init() {}

    /// Posts an amount for what it rests on; the same rule and event post to a holder once.
    ///
    /// - Returns: The entry, or the one that there was.
    @discardableResult
    public mutating func post(
        _ amount: ScaledDecimal, to holder: String, basis: EventID, why: RuleExplanation
    ) -> Entry {
        let source = Source(holder: holder, rule: why.rule, basis: basis)
        if let number = posted[source] { return entries[number - 1] }
        let entry = Entry(
            number: entries.count + 1, holder: holder, amount: amount, basis: basis, reverses: nil, why: why)
        entries.append(entry)
        posted[source] = entry.number
        return entry
    }

    /// Takes an entry back, whole, with an entry of its own.
    ///
    /// - Throws: ``Objection``.
    @discardableResult
    public mutating func reverse(
        _ number: Int, basis: EventID, why: RuleExplanation
    ) throws(Objection) -> Entry {
        guard entries.indices.contains(number - 1) else { throw .unknown(number) }
        let entry = entries[number - 1]
        guard entry.reverses == nil else { throw .isReversal(number) }
        if let by = reversals[number] { throw .reversedAlready(number, by: by) }
        guard let amount = ScaledDecimal.zero.subtracting(entry.amount) else { throw .overflow }
        let reversal = Entry(
            number: entries.count + 1, holder: entry.holder, amount: amount, basis: basis, reverses: number, why: why)
        entries.append(reversal)
        reversals[number] = reversal.number
        return reversal
    }

    /// What a holder has, with the entries that make it up; `nil` beyond 64 bits.
    public func balance(of holder: String) -> (sum: ScaledDecimal?, entries: [Entry]) {
        let own = entries.filter { $0.holder == holder }
        return (own.reduce(ScaledDecimal?.some(.zero)) { sum, entry in sum.flatMap { $0.adding(entry.amount) } }, own)
    }
}
