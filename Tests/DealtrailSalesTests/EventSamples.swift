import DealtrailModel
import DealtrailSales

/// One event of every kind with all of its fields, and one with only those that must be there.
enum EventSamples {
    static let digest = ContentDigest(of: Array("dealtrail".utf8))
    static let terms = QuoteLineTerms(
        line: "L-2", product: "P-7", quantity: 10, unitPrice: .cny("92.50"), listPrice: .cny("95.00"), list: "2026")

    static let key = authorKey(1)
    /// A key that is none, for forms.
    static func authorKey(_ byte: UInt8) -> AuthorPublicKey {
        guard let key = AuthorPublicKey(bytes: Array(repeating: byte, count: 32)) else { preconditionFailure() }
        return key
    }

    /// A text that a key of fixed bytes has sealed for an author.
    static let sealed: Sealed<String> = {
        guard let key = SubjectKey(subject: "rep:lin", bytes: Array(0..<32)),
            let text = try? key.seal("asks for 8 %", for: .privateNote, in: "example.com/sales", by: "note-1")
        else { preconditionFailure() }
        return text
    }()

    static let full: [any Event] =
        accounts + opportunities + activities + prices + quotes + approvals + others + authors + notes + work + messages
        + alerts

    static let impact = PolicyImpactEvaluated(
        name: "sales", version: "2026.2", candidate: digest, result: digest, from: 3, to: 1_200, decisions: 17,
        customers: 4)

    static let messageKey = MessageKey(
        origin: "example.com/sales", reaction: "erp-orders", event: EventID(high: 1, low: 2), index: 0)

    static let messages: [any Event] = [
        ReactionEnabled(reaction: "erp-orders", version: "2", definition: digest, from: 1_200),
        ReactionDisabled(reaction: "erp-orders", reason: "the receiver moves"),
        ReactionApplied(
            key: messageKey, reaction: "erp-orders", event: EventID(high: 1, low: 2), command: "quote.expire",
            outcome: .unchanged),
        MessageDelivered(
            key: messageKey, reaction: "erp-orders", endpoint: "erp", event: EventID(high: 1, low: 2), attempt: 3,
            status: 202),
        MessageFailed(
            key: messageKey, reaction: "erp-orders", endpoint: "erp", event: EventID(high: 1, low: 2), attempt: 2,
            reason: "the receiver answered 503", status: 503,
            nextAttempt: Timestamp(nanoseconds: 1_771_119_000_000_000_000)),
        MessageDeadLettered(
            key: messageKey, reaction: "erp-orders", endpoint: "erp", event: EventID(high: 1, low: 2), attempts: 8,
            cause: .exhausted, reason: "the receiver answered 503", status: 503),
        MessageResent(key: messageKey, reaction: "erp-orders", reason: "the receiver is back"),
        OutboxClaimed(instance: "0123456789abcdef0123456789abcdef", resumeFrom: 1_200),
    ]

    static let sparseMessages: [any Event] = [
        ReactionEnabled(reaction: "erp-orders", version: "2"),
        ReactionDisabled(reaction: "erp-orders", reason: "x"),
        ReactionApplied(
            key: messageKey, reaction: "erp-orders", event: EventID(high: 1, low: 2), command: "quote.expire",
            outcome: .accepted),
        MessageDelivered(
            key: messageKey, reaction: "erp-orders", endpoint: "erp", event: EventID(high: 1, low: 2), attempt: 1),
        MessageFailed(
            key: messageKey, reaction: "erp-orders", endpoint: "erp", event: EventID(high: 1, low: 2), attempt: 1,
            reason: "x", nextAttempt: Timestamp(nanoseconds: 0)),
        MessageDeadLettered(
            key: messageKey, reaction: "erp-orders", endpoint: nil, event: EventID(high: 1, low: 2), attempts: 0,
            cause: .loop, reason: "x"),
        MessageResent(key: messageKey, reaction: "erp-orders"),
        OutboxClaimed(instance: "0123456789abcdef0123456789abcdef"),
    ]

    static let notes: [any Event] = [
        impact,
        PrivateNoteAdded(note: "N-1", account: "acme", author: "rep:lin", opportunity: "O-204", text: sealed),
    ]

    static let authors: [any Event] = [
        AuthorKeyRegistered(author: "rep:lin", key: key),
        AuthorKeyRotated(author: "rep:lin", key: key, previous: authorKey(2), reason: "new phone"),
        AuthorKeyRevoked(author: "rep:lin", key: key, reason: "lost phone"),
    ]

    static let accounts: [any Event] = [
        AccountCreated(
            account: "acme", owner: "rep:lin", tier: "A", industry: "retail", region: "east", parent: "acme-group"),
        AccountTiered(account: "acme", tier: "A", previous: "B", reason: "competitor offer", policyVersion: "2026.1"),
        AccountOwnerChanged(account: "acme", owner: "rep:lin", previous: "rep:chen", reason: "competitor offer"),
        AccountsMerged(account: "acme", absorbed: "acme-2", reason: "competitor offer"),
        AccountsSplit(account: "acme", restored: "acme-2", reason: "competitor offer"),
    ]

    static let opportunities: [any Event] = [
        PipelineDefined(
            pipeline: "standard", version: 2,
            stages: [
                PipelineStage("lead-registered"), PipelineStage("need-confirmed", requires: ["requirement-document"]),
            ]),
        OpportunityCreated(
            opportunity: "O-204", pipeline: "standard", pipelineVersion: 2,
            stages: [
                PipelineStage("lead-registered"), PipelineStage("need-confirmed", requires: ["requirement-document"]),
            ],
            account: "acme", owner: "rep:lin", product: "P-7", amount: .cny("92.50"), quantity: "12.5"),
        OpportunityStageEntered(
            opportunity: "O-204", stage: "need-confirmed", from: "first-contact", movement: .skip,
            reason: "competitor offer", account: "acme", owner: "rep:lin", product: "P-7"),
        OpportunityOwnerChanged(
            opportunity: "O-204", owner: "rep:lin", previous: "rep:chen", reason: "competitor offer",
            account: "acme"),
        OpportunityWon(
            opportunity: "O-204", amount: .cny("92.50"), account: "acme", owner: "rep:lin", product: "P-7",
            quantity: "12.5", atList: .cny("95.00")),
        OpportunityLost(
            opportunity: "O-204", reason: "competitor offer", amount: .cny("92.50"), account: "acme",
            owner: "rep:lin", product: "P-7"),
        OpportunityReopened(
            opportunity: "O-204", stage: "need-confirmed", reason: "competitor offer", account: "acme",
            owner: "rep:lin", product: "P-7"),
    ]

    static let activities: [any Event] = [
        VisitCheckedIn(
            visit: "V-31", account: "acme", owner: "rep:lin", opportunity: "O-204", latitude: "31.2304",
            longitude: "121.4737", nonce: "7f21"),
        VisitCompleted(
            visit: "V-31", account: "acme", owner: "rep:lin", opportunity: "O-204", outcome: .effective,
            evidence: digest),
        EvidenceAttached(
            evidence: "requirement-document", digest: digest, mediaType: "application/pdf", opportunity: "O-204",
            account: "acme", visit: "V-31", contract: "C-3"),
        SatisfactionRecorded(account: "acme", score: 85, source: "survey", owner: "rep:lin"),
        CompetitorOfferReported(
            account: "acme", product: "P-7", price: .cny("92.50"), competitor: "Globex", quote: "Q-17",
            opportunity: "O-204"),
    ]

    static let prices: [any Event] = [
        PriceListEntrySet(
            list: "2026", product: "P-7", price: .cny("92.50"), field: "output", approver: "manager:wu"),
        PriceListEntryChanged(
            list: "2026", product: "P-7", old: .cny("95.00"), new: .cny("92.50"), field: "output",
            reason: "competitor offer", approver: "manager:wu"),
        PriceListEntryRemoved(
            list: "2026", product: "P-7", lastPrice: .cny("92.50"), field: "output", reason: "competitor offer",
            approver: "manager:wu"),
    ]

    static let quotes: [any Event] = [
        QuoteCreated(quote: "Q-17", account: "acme", opportunity: "O-204", owner: "rep:lin", currency: .cny),
        QuoteLineAdded(
            quote: "Q-17", line: "L-2", product: "P-7", quantity: "12.5", listPrice: .cny("92.50"),
            unitPrice: .cny("92.50"), account: "acme", list: "2026"),
        QuoteLineRemoved(
            quote: "Q-17", line: "L-2", product: "P-7", lastPrice: .cny("92.50"), reason: "competitor offer",
            account: "acme", list: "2026"),
        QuoteLinePriceChanged(
            quote: "Q-17", line: "L-2", product: "P-7", old: .cny("95.00"), new: .cny("92.50"),
            reason: "competitor offer", cause: .competitorOffer, approver: "manager:wu", account: "acme",
            list: "2026"),
        QuoteDiscountApplied(
            quote: "Q-17", percent: "12.5",
            lines: [LinePriceChange(line: "L-2", product: "P-7", old: .cny("92.50"), new: .cny("90.00"), list: "2026")],
            line: "L-2", reason: "competitor offer", cause: .competitorOffer, account: "acme"),
        QuoteRepriced(
            quote: "Q-17", line: "L-2", product: "P-7", old: .cny("95.00"), new: .cny("92.50"), list: "2026",
            oldListPrice: .cny("92.50"), newListPrice: .cny("92.50"), account: "acme"),
        QuoteVersionStarted(
            quote: "Q-17", version: 2, entries: [PriceListEntry(list: "2026", product: "P-7")], account: "acme"),
        QuoteSubmitted(quote: "Q-17", version: 2, fingerprint: digest, account: "acme", owner: "rep:lin"),
        QuoteSent(
            quote: "Q-17", version: 2, fingerprint: digest, terms: [terms], approval: "A-9", document: digest,
            account: "acme", opportunity: "O-204", owner: "rep:lin"),
        QuoteAccepted(quote: "Q-17", version: 2, account: "acme", opportunity: "O-204", owner: "rep:lin"),
        QuoteRejected(
            quote: "Q-17", version: 2, reason: "competitor offer", account: "acme", opportunity: "O-204",
            owner: "rep:lin"),
        QuoteExpired(quote: "Q-17", version: 2, account: "acme", opportunity: "O-204", owner: "rep:lin"),
    ]

    static let approvals: [any Event] = [
        ApprovalRequested(
            approval: "A-9", quote: "Q-17", fingerprint: digest, account: "acme", standardQuote: .cny("9500.00"),
            requestedDiscount: "5.3", expectedMargin: "18.4", riskNote: "payment may be late",
            chain: ["regional-manager", "finance-supervisor"], excluded: ["manager:wu", "rep:lin"],
            entries: [PriceListEntry(list: "2026", product: "P-7")], approvers: ["manager:wu", "rep:lin"]),
        ApprovalStepAssigned(
            approval: "A-9", quote: "Q-17", step: 2, role: "regional-manager", approver: "manager:wu",
            account: "acme"),
        ApprovalViewed(approval: "A-9", quote: "Q-17", step: 2, approver: "manager:wu", account: "acme"),
        ApprovalStepDecided(
            approval: "A-9", quote: "Q-17", step: 2, role: "regional-manager", decision: .approved,
            approver: "manager:wu", comment: "within budget", account: "acme", delegate: "rep:lin",
            through: [EventID(high: 7, low: 1)]),
        ApprovalGranted(
            approval: "A-9", quote: "Q-17", fingerprint: digest, account: "acme",
            entries: [PriceListEntry(list: "2026", product: "P-7")]),
        ApprovalRejected(
            approval: "A-9", quote: "Q-17", step: 2, reason: "competitor offer", account: "acme",
            entries: [PriceListEntry(list: "2026", product: "P-7")]),
        ApprovalWithdrawn(
            approval: "A-9", quote: "Q-17", reason: "competitor offer", account: "acme",
            entries: [PriceListEntry(list: "2026", product: "P-7")]),
        ApprovalInvalidated(
            approval: "A-9", quote: "Q-17", fingerprint: digest, account: "acme",
            entries: [PriceListEntry(list: "2026", product: "P-7")]),
    ]

    static let others: [any Event] = [
        ContractSigned(
            contract: "C-3", quote: "Q-17", quoteVersion: 2, fingerprint: digest, amount: .cny("92.50"),
            approval: "A-9", account: "acme", opportunity: "O-204", owner: "rep:lin"),
        OrderPlaced(order: "SO-12", account: "acme", amount: .cny("92.50"), contract: "C-3", owner: "rep:lin"),
        PolicyPublished(
            name: "sales", version: "2026.1", digest: digest, summary: "stricter band",
            effectiveFrom: Timestamp(nanoseconds: 1_771_119_000_000_000_000), awaitsActivation: true),
        PolicyActivated(
            name: "sales", version: "2026.1", digest: digest, reason: "agreed on Monday",
            effectiveFrom: Timestamp(nanoseconds: 1_771_119_000_000_000_000), approver: "manager:wu"),
        PolicyRetired(
            name: "sales", version: "2026.1", digest: digest, reason: "too strict",
            effectiveFrom: Timestamp(nanoseconds: 1_771_119_000_000_000_000), approver: "manager:wu"),
        RepresentativeAssigned(
            representative: "rep:lin", team: "hospitals", region: "east", previous: "schools", reason: "new territory"),
        MaterialVersionPublished(
            material: "solution-deck", version: "v2", document: digest, summary: "three more fields", replaces: "v1"),
        MaterialRolledBack(material: "solution-deck", from: "v2", to: "v1", reason: "nobody fills them in"),
        MaterialUsed(
            material: "solution-deck", version: "v2", opportunity: "O-204", account: "acme", owner: "rep:lin"),
        ImportStarted(
            id: "2026-02-crm", importer: "crm-opportunities",
            files: [ImportedFile(name: "accounts.csv", digest: digest)], mapping: digest),
        CommandRefused(
            Refusal("price.band", version: "2026.1", "3 % below list", inputs: ["deviation": "3.0", "line": "L-2"]),
            of: "quote.send", subject: "quote:Q-17", tags: ["quote:Q-17"]),
    ]

    static let sparse: [any Event] =
        [
            AccountCreated(account: "acme"),
            AccountTiered(account: "acme", tier: "A"),
            AccountOwnerChanged(account: "acme", owner: "rep:lin"),
            AccountsMerged(account: "acme", absorbed: "acme-2"),
            AccountsSplit(account: "acme", restored: "acme-2"),
            PipelineDefined(pipeline: "standard", version: 2),
            OpportunityCreated(opportunity: "O-204", pipeline: "standard", pipelineVersion: 2),
            OpportunityStageEntered(opportunity: "O-204", stage: "need-confirmed"),
            OpportunityOwnerChanged(opportunity: "O-204", owner: "rep:lin"),
            OpportunityWon(opportunity: "O-204"),
            OpportunityLost(opportunity: "O-204"),
            OpportunityReopened(opportunity: "O-204"),
            VisitCheckedIn(visit: "V-31", account: "acme"),
            VisitCompleted(visit: "V-31", account: "acme"),
            EvidenceAttached(evidence: "requirement-document", digest: digest),
            SatisfactionRecorded(account: "acme", score: 85),
            CompetitorOfferReported(account: "acme"),
            PriceListEntrySet(list: "2026", product: "P-7"),
            PriceListEntryChanged(list: "2026", product: "P-7"),
            PriceListEntryRemoved(list: "2026", product: "P-7"),
            QuoteCreated(quote: "Q-17"),
            QuoteLineAdded(quote: "Q-17", line: "L-2", product: "P-7"),
            QuoteLineRemoved(quote: "Q-17", line: "L-2", product: "P-7"),
            QuoteLinePriceChanged(quote: "Q-17", line: "L-2"),
            QuoteDiscountApplied(quote: "Q-17", percent: "12.5"),
            QuoteRepriced(quote: "Q-17", line: "L-2", product: "P-7", list: "2026"),
            QuoteVersionStarted(quote: "Q-17", version: 2),
            QuoteSubmitted(quote: "Q-17", version: 2),
            QuoteSent(quote: "Q-17", version: 2),
            QuoteAccepted(quote: "Q-17", version: 2),
            QuoteRejected(quote: "Q-17", version: 2),
            QuoteExpired(quote: "Q-17", version: 2),
            ApprovalRequested(approval: "A-9", quote: "Q-17"),
            ApprovalStepAssigned(approval: "A-9", quote: "Q-17", step: 2, role: "regional-manager"),
            ApprovalViewed(approval: "A-9", quote: "Q-17", step: 2),
            ApprovalStepDecided(approval: "A-9", quote: "Q-17", step: 2, role: "regional-manager", decision: .approved),
            ApprovalGranted(approval: "A-9", quote: "Q-17"),
            ApprovalRejected(approval: "A-9", quote: "Q-17"),
            ApprovalWithdrawn(approval: "A-9", quote: "Q-17"),
            ApprovalInvalidated(approval: "A-9", quote: "Q-17"),
            ContractSigned(contract: "C-3"),
            OrderPlaced(order: "SO-12"),
            PolicyPublished(name: "sales", version: "2026.1", digest: digest),
            PolicyActivated(
                name: "sales", version: "2026.1", digest: digest, effectiveFrom: Timestamp(nanoseconds: 0),
                approver: "manager:wu"),
            PolicyRetired(
                name: "sales", version: "2026.1", digest: digest, reason: "too strict",
                effectiveFrom: Timestamp(nanoseconds: 0), approver: "manager:wu"),
            ImportStarted(id: "2026-02-crm", importer: "crm-opportunities"),
            AuthorKeyRegistered(author: "rep:lin", key: key),
            AuthorKeyRotated(author: "rep:lin", key: key, previous: authorKey(2)),
            AuthorKeyRevoked(author: "rep:lin", key: key),
            PrivateNoteAdded(note: "N-1", account: "acme", author: "rep:lin", text: sealed),
            RepresentativeAssigned(representative: "rep:lin"),
            MaterialVersionPublished(material: "solution-deck", version: "v2"),
            MaterialRolledBack(material: "solution-deck", from: "v2", to: "v1", reason: "x"),
            MaterialUsed(material: "solution-deck", version: "v2", opportunity: "O-204"),
            impact,
            CommandRefused(Refusal("price.band", "too low"), of: "quote.send", subject: "quote:Q-17", tags: []),
        ] + sparseWork + sparseMessages + sparseAlerts
}
