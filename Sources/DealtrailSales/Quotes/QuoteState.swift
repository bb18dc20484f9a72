import DealtrailModel

/// What is known of a quote when something about it is decided.
public struct QuoteState: Sendable {
    /// Where a quote stands.
    enum Phase: String, Sendable {
        case open
        case sent
        case accepted
        case rejected
        case expired
    }

    /// An approval for terms of the quote.
    struct ApprovalFacts: Sendable {
        enum Phase: Sendable {
            case pending
            case granted
            /// A version was sent under it; later edits concern other terms.
            case used
            case ended
        }

        let fingerprint: ContentDigest?
        let entries: [PriceListEntry]
        /// The lines as they stood when it was asked for.
        let terms: [QuoteLineTerms]
        var phase: Phase
    }

    var created: QuoteCreated?
    var phase = Phase.open
    var version = 1
    /// The lines in the order in which they were added.
    var lines: [QuoteLineTerms] = []
    var usedLines: Set<LineID> = []
    /// Who had a hand in the prices of the quote, also on behalf of somebody.
    var editors: Set<ActorID> = []
    var submitted: ContentDigest?
    var approvals: [ApprovalID: ApprovalFacts] = [:]
    /// The terms of the last version that was sent.
    var sent: QuoteSent?
    var levels = Levels()
    /// The accounts that exist, of those in scope.
    var accounts: Set<AccountID> = []
    var opportunityExists = false
    var contracts: [ContractID: ContractSigned] = [:]

    /// The fingerprint of the terms as they stand.
    var fingerprint: ContentDigest { QuoteFingerprint.of(lines) }

    /// The list entries of the lines, each once, sorted.
    var entries: [PriceListEntry] {
        Set(lines.compactMap { PriceListEntry($0.list, $0.product) }).sorted()
    }

    /// The approvals that an edit ends, sorted.
    var liveApprovals: [(id: ApprovalID, facts: ApprovalFacts)] {
        approvals.filter { $0.value.phase == .pending || $0.value.phase == .granted }
            .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The currency of the quote: stated, or that of its first price.
    var currency: Currency? { created?.currency ?? lines.lazy.compactMap { $0.unitPrice?.currency }.first }

    mutating func change(_ line: LineID, _ body: (QuoteLineTerms) -> QuoteLineTerms) {
        guard let index = lines.firstIndex(where: { $0.line == line }) else { return }
        lines[index] = body(lines[index])
    }
}

extension QuoteState {
    /// Checks that the quote exists.
    ///
    /// - Throws: ``Refusal`` (`quote.unknown`).
    @discardableResult
    func require(_ quote: QuoteID, _ policy: SalesPolicy) throws(Refusal) -> QuoteCreated {
        guard let created else {
            throw policy.refusal("quote.unknown", "there is no quote \(quote); create it first", ["quote": quote])
        }
        return created
    }

    /// Checks that the quote exists and may be edited: an accepted one may not, and a sent one gets a new version.
    ///
    /// - Throws: ``Refusal``: `quote.unknown`, `quote.accepted`.
    @discardableResult
    func requireEditable(_ quote: QuoteID, _ policy: SalesPolicy) throws(Refusal) -> QuoteCreated {
        let created = try require(quote, policy)
        guard phase != .accepted else {
            throw policy.refusal(
                "quote.accepted", "the customer accepted version \(version); make a new quote",
                ["quote": quote, "version": version])
        }
        return created
    }

    /// Checks that a line exists.
    ///
    /// - Throws: ``Refusal`` (`quote.unknown-line`).
    func requireLine(_ line: LineID, of quote: QuoteID, _ policy: SalesPolicy) throws(Refusal) -> QuoteLineTerms {
        guard let terms = lines.first(where: { $0.line == line }) else {
            throw policy.refusal(
                "quote.unknown-line", "the quote \(quote) has no line \(line)", ["quote": quote, "line": line])
        }
        return terms
    }

    /// Checks that a price is in the quote's currency and not below zero.
    ///
    /// - Throws: ``Refusal``: `price.currency`, `amount.negative`.
    func requirePrice(_ price: Money, of quote: QuoteID, _ policy: SalesPolicy) throws(Refusal) {
        try policy.requireNotNegative(price, "price")
        guard let currency, currency != price.currency else { return }
        throw policy.refusal(
            "price.currency", "the quote is in \(currency); convert the price first",
            ["quote": quote, "price": price, "currency": currency])
    }

    /// What an edit leads to: a new version when the last one was sent, the edit, and the end of approvals for other terms.
    func edit(_ event: any Event, of quote: QuoteID) -> [ProposedEvent] {
        var proposed: [ProposedEvent] = []
        if phase != .open {
            proposed.append(
                ProposedEvent(
                    QuoteVersionStarted(
                        quote: quote, version: version + 1, entries: entries, account: created?.account)))
        }
        let index = proposed.count
        proposed.append(ProposedEvent(event))
        for approval in liveApprovals {
            proposed.append(
                ProposedEvent(
                    ApprovalInvalidated(
                        approval: approval.id, quote: quote, fingerprint: approval.facts.fingerprint,
                        account: created?.account, entries: approval.facts.entries),
                    cause: .sibling(index)))
        }
        return proposed
    }
}
