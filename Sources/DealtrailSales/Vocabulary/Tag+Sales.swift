public import DealtrailModel

/// By what events of the sales domain are found.
extension Tag {
    /// Of what concerns an account: `account:ID`.
    public static func account(_ id: AccountID) -> Tag { Tag("account", id.rawValue) }
    /// Of what joins accounts and parts them again: `identity:account`, the same for all, so that they are found at once.
    public static let accountIdentity = Tag("identity", "account")
    /// Of what concerns an opportunity: `opportunity:ID`.
    public static func opportunity(_ id: OpportunityID) -> Tag { Tag("opportunity", id.rawValue) }
    /// Of what concerns a pipeline: `pipeline:ID`.
    public static func pipeline(_ id: PipelineName) -> Tag { Tag("pipeline", id.rawValue) }
    /// Of what concerns a quote: `quote:ID`.
    public static func quote(_ id: QuoteID) -> Tag { Tag("quote", id.rawValue) }
    /// Of what concerns a product: `product:ID`.
    public static func product(_ id: ProductID) -> Tag { Tag("product", id.rawValue) }
    /// Of what concerns an approval: `approval:ID`.
    public static func approval(_ id: ApprovalID) -> Tag { Tag("approval", id.rawValue) }
    /// Of what concerns a contract: `contract:ID`.
    public static func contract(_ id: ContractID) -> Tag { Tag("contract", id.rawValue) }
    /// Of what concerns an order: `order:ID`.
    public static func order(_ id: OrderID) -> Tag { Tag("order", id.rawValue) }
    /// Of what concerns a policy: `policy:ID`.
    public static func policy(_ id: PolicyName) -> Tag { Tag("policy", id.rawValue) }
    /// Of what concerns an import: `import:ID`.
    public static func `import`(_ id: ImportID) -> Tag { Tag("import", id.rawValue) }
    /// Of what concerns a visit: `visit:ID`.
    public static func visit(_ id: VisitID) -> Tag { Tag("visit", id.rawValue) }
    /// Of a document of this kind: `evidence:ID`.
    public static func evidence(_ id: EvidenceKind) -> Tag { Tag("evidence", id.rawValue) }
    /// Of what concerns a lead: `lead:ID`.
    public static func lead(_ id: LeadID) -> Tag { Tag("lead", id.rawValue) }
    /// Of what a routing rule assigned: `routing:RULE`; the last one is where it goes on.
    public static func routing(_ rule: RuleName) -> Tag { Tag("routing", rule.rawValue) }
    /// Of what concerns a call: `call:ID`.
    public static func call(_ id: CallID) -> Tag { Tag("call", id.rawValue) }
    /// Of what concerns a meeting: `meeting:ID`.
    public static func meeting(_ id: MeetingID) -> Tag { Tag("meeting", id.rawValue) }
    /// Of what concerns a complaint: `complaint:ID`.
    public static func complaint(_ id: ComplaintID) -> Tag { Tag("complaint", id.rawValue) }
    /// Of what concerns a touchpoint: `touchpoint:ID`.
    public static func touchpoint(_ id: TouchpointID) -> Tag { Tag("touchpoint", id.rawValue) }
    /// Of what concerns an instalment: `instalment:ID`.
    public static func instalment(_ id: InstalmentID) -> Tag { Tag("instalment", id.rawValue) }
    /// Of what concerns a payment: `payment:ID`.
    public static func payment(_ id: PaymentID) -> Tag { Tag("payment", id.rawValue) }
    /// Of what concerns a promise: `commitment:ID`.
    public static func commitment(_ id: CommitmentID) -> Tag { Tag("commitment", id.rawValue) }
    /// Of what concerns a ticket: `ticket:ID`.
    public static func ticket(_ id: TicketID) -> Tag { Tag("ticket", id.rawValue) }
    /// Of what concerns a voice note: `voice-note:ID`.
    public static func voiceNote(_ id: VoiceNoteID) -> Tag { Tag("voice-note", id.rawValue) }
    /// Of what concerns an invoice: `invoice:ID`.
    public static func invoice(_ id: InvoiceID) -> Tag { Tag("invoice", id.rawValue) }
    /// Of what concerns authority that was handed over: `delegation:ID`.
    public static func delegation(_ id: DelegationID) -> Tag { Tag("delegation", id.rawValue) }
    /// Of what hands authority over and takes it back: `authority:approval`, the same for all, so that it is found at once.
    public static let authority = Tag("authority", "approval")
    /// Of what concerns a price list: `price-list:ID`.
    public static func priceList(_ id: PriceListID) -> Tag { Tag("price-list", id.rawValue) }
    /// Of what belongs to this representative; who did it is in the author: `owner:ID`.
    public static func owner(_ id: ActorID) -> Tag { Tag("owner", id.rawValue) }
    /// Of what concerns a representative himself, such as his team: `representative:ID`.
    public static func representative(_ id: ActorID) -> Tag { Tag("representative", id.rawValue) }
    /// Of what concerns a material: `material:ID`.
    public static func material(_ id: MaterialID) -> Tag { Tag("material", id.rawValue) }
    /// Of what concerns a team: `team:ID`.
    public static func team(_ id: TeamName) -> Tag { Tag("team", id.rawValue) }
    /// Of what this person approves or approved: `approver:ID`.
    public static func approver(_ id: ActorID) -> Tag { Tag("approver", id.rawValue) }
    /// Of what concerns an author himself, such as his keys: `author:ID`.
    public static func author(_ id: ActorID) -> Tag { Tag("author", id.rawValue) }
    /// Of what concerns a key of an author: `author-key:` and 64 hexadecimal digits.
    public static func authorKey(_ key: AuthorPublicKey) -> Tag { Tag("author-key", key.description) }
    /// Of what a device numbered so: `device-nonce:NONCE`.
    public static func deviceNonce(_ id: String) -> Tag { Tag("device-nonce", id) }
    /// Of what concerns the price of a product in a list: `list-entry:LIST/PRODUCT`.
    public static func listEntry(_ entry: PriceListEntry) -> Tag { Tag("list-entry", entry.description) }
    /// Of what concerns the price of a product in a list: `list-entry:LIST/PRODUCT`.
    public static func listEntry(_ list: PriceListID, _ product: ProductID) -> Tag {
        .listEntry(PriceListEntry(list: list, product: product))
    }

    /// Of what concerns an alert: `alert:ID`.
    public static func alert(_ id: AlertID) -> Tag { Tag("alert", id.rawValue) }
    /// Of what ticks record: `clock:deadlines`.
    public static let clock = Tag("clock", "deadlines")
    /// Of the alerts of a rule: `alert-rule:NAME`.
    public static func alertRule(_ rule: RuleName) -> Tag { Tag("alert-rule", rule.rawValue) }

    /// The tags of an alert.
    static func alert(
        _ id: AlertID, _ rule: RuleName, _ subject: Tag, _ account: AccountID?, _ owner: ActorID?
    ) -> [Tag] {
        Set(list(.alert(id), .alertRule(rule), subject, account.map(Tag.account), owner.map(Tag.owner))).sorted()
    }

    /// The tags that are there.
    static func list(_ tags: Tag?...) -> [Tag] { tags.compactMap(\.self) }
}
