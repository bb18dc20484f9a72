public import DealtrailModel

extension Call {
    /// Records that somebody was reached on the telephone (`docs/features.md` rows 54 and 56).
    public struct Connect: Command {
        /// The call.
        public let call: CallID
        /// The account that was called.
        public let account: AccountID?
        /// The lead that was called.
        public let lead: LeadID?
        /// The representative who called; `nil` for the author.
        public let owner: ActorID?
        /// What it was about.
        public let opportunity: OpportunityID?
        /// How long it lasted, in seconds.
        public let seconds: Int?
        /// The SHA-256 of the recording, which lies in the blobs.
        public let evidence: ContentDigest?

        /// `call.connect`.
        public static let kind: EventKind = "call.connect"
        /// The account's, else the lead's, else its own.
        public var subject: StreamName { account.map(StreamName.account) ?? lead.map(StreamName.lead) ?? .call(call) }
        /// The call, account, lead and opportunity.
        public var tags: [Tag] {
            Tag.list(.call(call), account.map(Tag.account), lead.map(Tag.lead), opportunity.map(Tag.opportunity))
        }
        /// The call, and the creation of what it is about.
        public var scope: Query {
            ActivityDecider.scope(tag: .call(call), account: account, lead: lead, opportunity: opportunity)
        }

        /// Refuses a call with nobody (`activity.no-customer`), an unknown account, lead or opportunity, a length
        /// below zero (`call.length`), and a call that exists otherwise (`call.exists`).
        ///
        /// The recording may be handed in later: the same call is then recorded once more, with it.
        public func decide(_ state: ActivityState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(call, account, lead, owner, opportunity)
            try state.requireCustomer(account: account, lead: lead, opportunity: opportunity, policy)
            guard seconds ?? 0 >= 0 else {
                throw policy.refusal(
                    "call.length", "a call lasts 0 seconds or more", ["call": call, "seconds": seconds ?? 0])
            }
            let known = state.calls[call]
            let owner = owner ?? known?.owner ?? context.author.id
            return try policy.record(evidence, known: known, rule: "call.exists", name: call) { evidence in
                CallConnected(
                    call: call, account: account, lead: lead, owner: owner, opportunity: opportunity, seconds: seconds,
                    evidence: evidence)
            }
        }

        package enum CodingKeys: Int, CodingKey {
            case call = 1
            case account = 2
            case lead = 3
            case owner = 4
            case opportunity = 5
            case seconds = 6
            case evidence = 7
        }

        /// Decisions rest on what is known of the call.
        public typealias Decider = ActivityDecider
    }

    /// Records that somebody was reached on the telephone.
    public static func connect(
        _ call: CallID, with account: AccountID? = nil, lead: LeadID? = nil, by owner: ActorID? = nil,
        about opportunity: OpportunityID? = nil, seconds: Int? = nil, recording evidence: ContentDigest? = nil
    ) -> Connect {
        Connect(
            call: call, account: account, lead: lead, owner: owner, opportunity: opportunity, seconds: seconds,
            evidence: evidence)
    }
}
