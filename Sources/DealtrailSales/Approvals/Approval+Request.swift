public import DealtrailModel

extension Approval {
    /// Asks to quote a special price (`docs/features.md` row 6).
    public struct Request: Command {
        /// The approval.
        public let approval: ApprovalID
        /// The quote.
        public let quote: QuoteID
        /// The customer; a mandatory field.
        public let customer: AccountID?
        /// What the quote would cost at list prices; a mandatory field.
        public let standardQuote: Money?
        /// The discount that is asked for, in percent; a mandatory field.
        public let requestedDiscount: ScaledDecimal?
        /// The gross margin that is expected, in percent; a mandatory field.
        public let expectedMargin: ScaledDecimal?
        /// What could go wrong; a mandatory field.
        public let riskNote: String?
        /// Who holds the roles that decide, as the organisation says.
        public let approvers: [Approver]

        /// `approval.request`.
        public static let kind: EventKind = "approval.request"
        /// The approval's.
        public var subject: StreamName { .approval(approval) }
        /// The approval and quote.
        public var tags: [Tag] { Tag.list(.approval(approval), .quote(quote), customer.map(Tag.account)) }
        /// Everything that concerns the quote.
        public var scope: Query { QuoteDecider.scope(quote) }

        /// Refuses a missing field (`approval.mandatory-fields`), a role without somebody to decide, a decision about one's own matter
        /// (`approval.no-self-approval`), and a second request while one for the same terms waits.
        public func decide(
            _ state: QuoteState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(approval)
            let created = try state.requireEditable(quote, policy)
            guard state.approvals[approval] == nil else {
                throw policy.refusal(
                    "approval.exists", "the approval \(approval) exists already", ["approval": approval])
            }
            guard state.phase == .open else {
                throw policy.refusal(
                    "quote.sent", "version \(state.version) was sent; an edit starts a new one",
                    ["quote": quote, "version": state.version])
            }
            try state.requireLines(quote, policy)
            try requireFields(of: created, policy)
            let fingerprint = state.fingerprint
            if let other = state.liveApprovals.first(where: { $0.facts.fingerprint == fingerprint }) {
                throw policy.refusal(
                    "approval.pending", "the approval \(other.id) for the same terms waits or is granted",
                    ["approval": approval, "quote": quote, "other": other.id])
            }
            guard let chain = policy.approval.chain(for: standardQuote), !chain.isEmpty else {
                throw policy.refusal(
                    "approval.no-route", "the rules have no route for a quote of this size",
                    ["approval": approval, "standardQuote": standardQuote?.description ?? "none"])
            }
            let author = context.author
            let excluded = state.editors.union([author.id, author.onBehalfOf, created.owner].compactMap(\.self))
                .sorted()
            let deciding = try approvers(for: chain, excluded: excluded, policy)
            let requested = ApprovalRequested(
                approval: approval, quote: quote, fingerprint: fingerprint, account: created.account,
                standardQuote: standardQuote, requestedDiscount: requestedDiscount, expectedMargin: expectedMargin,
                riskNote: riskNote, chain: chain, excluded: excluded, entries: state.entries, approvers: deciding)
            let assigned = ApprovalStepAssigned(
                approval: approval, quote: quote, step: 0, role: chain[0], approver: deciding[0],
                account: created.account)
            return [ProposedEvent(requested), ProposedEvent(assigned, cause: .sibling(0))]
        }

        package enum CodingKeys: Int, CodingKey {
            case approval = 1
            case quote = 2
            case customer = 3
            case standardQuote = 4
            case requestedDiscount = 5
            case expectedMargin = 6
            case riskNote = 7
            case approvers = 8
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Asks to quote a special price; fields that the rules make mandatory must be given.
    public static func request(
        _ approval: ApprovalID, for quote: QuoteID, customer: AccountID? = nil, standardQuote: Money? = nil,
        requestedDiscount: ScaledDecimal? = nil, expectedMargin: ScaledDecimal? = nil, riskNote: String? = nil,
        approvers: KeyValuePairs<RoleName, ActorID>
    ) -> Request {
        Request(
            approval: approval, quote: quote, customer: customer, standardQuote: standardQuote,
            requestedDiscount: requestedDiscount, expectedMargin: expectedMargin, riskNote: riskNote,
            approvers: approvers.map { Request.Approver(role: $0.key, person: $0.value) })
    }
}

extension Approval.Request {
    /// Who holds a role.
    public struct Approver: Codable, Hashable, Sendable {
        /// The role.
        public let role: RoleName
        /// The person.
        public let person: ActorID

        /// States who holds a role.
        public init(role: RoleName, person: ActorID) {
            self.role = role
            self.person = person
        }

        package enum CodingKeys: Int, CodingKey {
            case role = 1
            case person = 2
        }
    }

    private func requireFields(of quote: QuoteCreated, _ policy: SalesPolicy) throws(Refusal) {
        let missing = policy.approval.mandatory.filter { field in
            switch field {
            case .customer: customer == nil
            case .standardQuote: standardQuote == nil
            case .requestedDiscount: requestedDiscount == nil
            case .expectedMargin: expectedMargin == nil
            case .riskNote: !(riskNote ?? "").contains { !$0.isWhitespace }
            }
        }
        guard missing.isEmpty else {
            let names = missing.map(\.rawValue).joined(separator: ", ")
            throw policy.refusal(
                "approval.mandatory-fields", "fill in: \(names)", ["approval": approval, "missing": names])
        }
        guard customer == nil || customer == quote.account else {
            throw policy.refusal(
                "approval.other-customer", "the quote is for \(quote.account?.rawValue ?? "nobody known")",
                ["approval": approval, "customer": customer?.rawValue ?? "none"])
        }
    }

    /// Who decides each step, in order.
    private func approvers(
        for chain: [RoleName], excluded: [ActorID], _ policy: SalesPolicy
    ) throws(Refusal) -> [ActorID] {
        var deciding: [ActorID] = []
        for role in chain {
            guard let person = approvers.first(where: { $0.role == role })?.person, person.isValid else {
                throw policy.refusal(
                    "approval.unassigned-role", "say who decides as \(role)", ["approval": approval, "role": role])
            }
            try policy.requireOther(person, excluded: excluded, approval: approval)
            deciding.append(person)
        }
        return deciding
    }
}

extension SalesPolicy {
    /// Checks that nobody decides about his own matter.
    ///
    /// - Throws: ``Refusal`` (`approval.no-self-approval`).
    func requireOther(_ person: ActorID, excluded: [ActorID], approval: ApprovalID) throws(Refusal) {
        guard !excluded.contains(person) else {
            throw refusal(
                "approval.no-self-approval",
                "\(person) asked for it, owns the quote or edited its prices; somebody else decides",
                [
                    "approval": approval, "person": person,
                    "excluded": excluded.map(\.rawValue).joined(separator: ", "),
                ])
        }
    }
}
