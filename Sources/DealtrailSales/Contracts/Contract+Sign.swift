public import DealtrailModel

extension Contract {
    /// Records that a contract was signed on the terms of a sent quote (`docs/features.md` row 11).
    public struct Sign: Command {
        /// The contract.
        public let contract: ContractID
        /// The quote.
        public let quote: QuoteID
        /// The version; `nil` for the one that was sent last.
        public let version: Int?
        /// The fingerprint of the price terms in the contract; `nil` when they are those of the quote.
        public let fingerprint: ContentDigest?
        /// What it is worth.
        public let amount: Money

        /// `contract.sign`.
        public static let kind: EventKind = "contract.sign"
        /// The contract's.
        public var subject: StreamName { .contract(contract) }
        /// The contract and quote.
        public var tags: [Tag] { [.contract(contract), .quote(quote)] }
        /// Everything that concerns the quote, and the contract.
        public var scope: Query {
            QuoteDecider.scope(quote)
                .or(Query(items: [.init(kinds: [ContractSigned.kind], tags: [.contract(contract)])]))
        }

        /// The price lists of its lines, where the policy measures against what they say now.
        public func furtherScope(_ state: QuoteState, under rules: any RuleSet) -> Query {
            state.listScope(under: rules)
        }

        /// Refuses terms that were not sent, that differ from the sent ones, and that needed an approval which does not hold for them.
        public func decide(
            _ state: QuoteState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(contract)
            try policy.requireNotNegative(amount, "amount")
            if let signed = state.contracts[contract] {
                guard signed.quote == quote, signed.amount == amount else {
                    throw policy.refusal(
                        "contract.exists", "the contract \(contract) is signed already", ["contract": contract])
                }
                return []
            }
            let created = try state.require(quote, policy)
            guard let sent = state.sent, state.phase == .sent || state.phase == .accepted,
                sent.version == version ?? sent.version
            else {
                throw policy.refusal(
                    "quote.not-sent", "only the last version that was sent, and that stands, is signed",
                    [
                        "quote": quote, "version": version?.description ?? "last",
                        "sent": state.sent?.version.description ?? "none", "phase": state.phase.rawValue,
                    ])
            }
            if let currency = state.currency, currency != amount.currency {
                throw policy.refusal(
                    "price.currency", "the quote is in \(currency); convert the amount first",
                    ["quote": quote, "amount": amount])
            }
            let terms = QuoteFingerprint.of(sent.terms)
            guard fingerprint ?? terms == terms else {
                throw policy.refusal(
                    "contract.terms", "the contract's price terms are not those of the sent quote",
                    [
                        "contract": contract, "quote": quote, "sent": terms,
                        "contractTerms": fingerprint?.description ?? "none",
                    ])
            }
            let approval = try state.requireBand(sent.terms, fingerprint: terms, of: quote, policy)
            return [
                ProposedEvent(
                    ContractSigned(
                        contract: contract, quote: quote, quoteVersion: sent.version, fingerprint: terms,
                        amount: amount,
                        approval: approval, account: created.account, opportunity: created.opportunity,
                        owner: created.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case contract = 1
            case quote = 2
            case version = 3
            case fingerprint = 4
            case amount = 5
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Records that a contract was signed on the terms of a sent quote.
    public static func sign(
        _ contract: ContractID, quote: QuoteID, version: Int? = nil, amount: Money, fingerprint: ContentDigest? = nil
    ) -> Sign {
        Sign(contract: contract, quote: quote, version: version, fingerprint: fingerprint, amount: amount)
    }
}
