import DealtrailModel

extension QuoteState {
    /// Checks that the quote has lines and that each has a price and a quantity.
    ///
    /// - Throws: ``Refusal``: `quote.empty`, `price.missing`.
    func requireLines(_ quote: QuoteID, _ policy: SalesPolicy) throws(Refusal) {
        guard !lines.isEmpty else {
            throw policy.refusal("quote.empty", "add a line first", ["quote": quote])
        }
        if let line = lines.first(where: { $0.unitPrice == nil || $0.quantity == nil }) {
            throw policy.refusal(
                "price.missing", "the line \(line.line) has no price or no quantity",
                ["quote": quote, "line": line.line])
        }
    }

    /// Checks terms against the band, and finds the approval that lets them pass when they need one.
    ///
    /// - Returns: The approval; `nil` when none is needed.
    /// - Throws: ``Refusal`` (`price.band`) when one is needed and none is granted for exactly these terms.
    func requireBand(
        _ terms: [QuoteLineTerms], fingerprint: ContentDigest, of quote: QuoteID, _ policy: SalesPolicy
    ) throws(Refusal) -> ApprovalID? {
        let band = PriceBand(policy.pricing)
        let breaches = terms.compactMap { band.breach($0, from: authorized($0, policy.pricing.measuredFrom)) }
        guard let worst = breaches.max(by: { ($0.deviation ?? 100) < ($1.deviation ?? 100) }) else { return nil }
        let fitting = approvals.filter { $0.value.fingerprint == fingerprint }
        let granted = fitting.filter { $0.value.phase == .granted || $0.value.phase == .used }
        if let approval = granted.keys.min() { return approval }
        let line = worst.terms
        let help =
            fitting.values.contains { $0.phase == .pending }
            ? "the approval for these terms is pending"
            : approvals.isEmpty ? "request an approval" : "the approvals there are hold for other terms; request one"
        let level = worst.authorized
        let edge = policy.pricing.edge == .above ? "beyond" : "at or beyond"
        let finding =
            worst.deviation.map { "lies \($0) % below \(level.words), \(edge) \(worst.tolerance) %" }
            ?? "cannot be measured against \(level.words)"
        throw policy.refusal(
            "price.band", "line \(line.line) \(finding); \(help)",
            [
                "quote": quote, "line": line.line, "product": line.product,
                "price": line.unitPrice?.description ?? "none", "listPrice": line.listPrice?.description ?? "none",
                "deviation": worst.deviation?.description ?? "n/a", "tolerance": worst.tolerance,
                "lines": breaches.map(\.terms.line.rawValue).joined(separator: ", "), "fingerprint": fingerprint,
                "base": policy.pricing.measuredFrom.rawValue, "measuredFrom": level.base.rawValue,
                "authorized": level.price?.description ?? "none", "event": level.event?.description ?? "none",
            ])
    }

    /// Whether the customer's answer is known already.
    ///
    /// - Throws: ``Refusal``: `quote.not-sent` for a version that is not the last one sent, `quote.closed` for another answer.
    func isAnswered(
        _ answer: Phase, version asked: Int?, of quote: QuoteID, _ policy: SalesPolicy
    ) throws(Refusal) -> Bool {
        guard phase != .open, asked.map({ $0 == version }) ?? true else {
            throw policy.refusal(
                "quote.not-sent", "only the last version that was sent is answered",
                ["quote": quote, "version": asked ?? version, "sent": sent?.version.description ?? "none"])
        }
        guard phase != answer else { return true }
        guard phase == .sent else {
            throw policy.refusal(
                "quote.closed", "version \(version) is \(phase.rawValue) already",
                ["quote": quote, "version": version, "phase": phase.rawValue])
        }
        return false
    }
}

extension QuoteState {
    /// Checks that a version was sent: the one that was asked for, else the last.
    ///
    /// - Returns: The version.
    /// - Throws: ``Refusal`` (`quote.not-sent`).
    func requireSent(_ asked: Int?, of quote: QuoteID, _ policy: SalesPolicy) throws(Refusal) -> Int {
        guard let last = sent?.version, (1...max(1, last)).contains(asked ?? last) else {
            throw policy.refusal(
                "quote.not-sent", "the customer has only seen what was sent",
                [
                    "quote": quote, "version": asked?.description ?? "last",
                    "sent": sent?.version.description ?? "none",
                ])
        }
        return asked ?? last
    }
}
