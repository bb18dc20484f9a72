import DealtrailModel
import DealtrailSales

/// The approvals of some quotes, by what they hold for.
struct ApprovalIndex {
    /// An approval that was granted.
    struct Grant {
        let fingerprint: ContentDigest
        let approvers: [EditApproval]
        /// When an edit of the quote ended it.
        let endedAt: FoldOrder?
    }

    private let grants: [QuoteID: [Grant]]

    init(_ events: [RecordedEvent]) throws(EventError) {
        var granted: [(event: ApprovalGranted, origin: RecordedEvent)] = []
        var decisions: [ApprovalID: [EditApproval]] = [:]
        var ended: [ApprovalID: FoldOrder] = [:]
        var seen: Set<EventID> = []
        for event in events.sorted(by: { FoldOrder($0) < FoldOrder($1) }) where seen.insert(event.id).inserted {
            switch event.kind {
            case ApprovalGranted.kind: granted.append((try event.decode(ApprovalGranted.self), event))
            case ApprovalStepDecided.kind:
                let step = try event.decode(ApprovalStepDecided.self)
                guard step.decision == .approved else { continue }
                decisions[step.approval, default: []].append(
                    EditApproval(
                        source: .granted, approver: step.approver ?? event.author.id, role: step.role,
                        approval: step.approval, decision: EditOrigin(event)))
            case ApprovalInvalidated.kind:
                ended[try event.decode(ApprovalInvalidated.self).approval] = FoldOrder(event)
            default: continue
            }
        }
        var grants: [QuoteID: [Grant]] = [:]
        for (event, origin) in granted {
            guard let fingerprint = event.fingerprint else { continue }
            // A grant without steps, as an import may have it, was decided by its author.
            let approvers =
                decisions[event.approval] ?? [
                    EditApproval(
                        source: .granted, approver: origin.author.id, role: nil, approval: event.approval,
                        decision: EditOrigin(origin))
                ]
            grants[event.quote, default: []].append(
                Grant(fingerprint: fingerprint, approvers: approvers, endedAt: ended[event.approval]))
        }
        self.grants = grants
    }

    func hasGrants(for quote: QuoteID) -> Bool { grants[quote] != nil }

    /// Who approved the terms with this fingerprint that came about at `order`.
    ///
    /// An approval that was ended by then does not revive when the old terms come back.
    func approvers(of quote: QuoteID, fingerprint: ContentDigest, since order: FoldOrder) -> [EditApproval] {
        (grants[quote] ?? []).filter { grant in
            grant.fingerprint == fingerprint && (grant.endedAt.map { order < $0 } ?? true)
        }.flatMap(\.approvers)
    }
}
