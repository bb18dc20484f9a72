public import DealtrailModel

extension StreamName {
    /// The stream of an account: `account:ID`.
    public static func account(_ id: AccountID) -> StreamName { StreamName("account:\(id)") }
    /// The stream of an opportunity: `opportunity:ID`.
    public static func opportunity(_ id: OpportunityID) -> StreamName { StreamName("opportunity:\(id)") }
    /// The stream of a pipeline: `pipeline:ID`.
    public static func pipeline(_ id: PipelineName) -> StreamName { StreamName("pipeline:\(id)") }
    /// The stream of a quote: `quote:ID`.
    public static func quote(_ id: QuoteID) -> StreamName { StreamName("quote:\(id)") }
    /// The stream of a price list: `price-list:ID`.
    public static func priceList(_ id: PriceListID) -> StreamName { StreamName("price-list:\(id)") }
    /// The stream of an approval: `approval:ID`.
    public static func approval(_ id: ApprovalID) -> StreamName { StreamName("approval:\(id)") }
    /// The stream of a contract: `contract:ID`.
    public static func contract(_ id: ContractID) -> StreamName { StreamName("contract:\(id)") }
    /// The stream of an order: `order:ID`.
    public static func order(_ id: OrderID) -> StreamName { StreamName("order:\(id)") }
    /// The stream of a lead: `lead:ID`.
    public static func lead(_ id: LeadID) -> StreamName { StreamName("lead:\(id)") }
    /// The stream of a call with nobody who is known: `call:ID`.
    public static func call(_ id: CallID) -> StreamName { StreamName("call:\(id)") }
    /// The stream of a meeting with nobody who is known: `meeting:ID`.
    public static func meeting(_ id: MeetingID) -> StreamName { StreamName("meeting:\(id)") }
    /// The stream of an instalment whose contract is not known: `instalment:ID`.
    public static func instalment(_ id: InstalmentID) -> StreamName { StreamName("instalment:\(id)") }
    /// The stream of a promise: `commitment:ID`.
    public static func commitment(_ id: CommitmentID) -> StreamName { StreamName("commitment:\(id)") }
    /// The stream of a ticket: `ticket:ID`.
    public static func ticket(_ id: TicketID) -> StreamName { StreamName("ticket:\(id)") }
    /// The stream of authority that was handed over: `delegation:ID`.
    public static func delegation(_ id: DelegationID) -> StreamName { StreamName("delegation:\(id)") }
    /// The stream of a policy: `policy:ID`.
    public static func policy(_ id: PolicyName) -> StreamName { StreamName("policy:\(id)") }
    /// The stream of an import: `import:ID`.
    public static func `import`(_ id: ImportID) -> StreamName { StreamName("import:\(id)") }
    /// The stream of an author: `author:ID`.
    public static func author(_ id: ActorID) -> StreamName { StreamName("author:\(id)") }
    /// The stream of a representative: `representative:ID`.
    public static func representative(_ id: ActorID) -> StreamName { StreamName("representative:\(id)") }
    /// The stream of a material: `material:ID`.
    public static func material(_ id: MaterialID) -> StreamName { StreamName("material:\(id)") }
    /// The stream of a document that belongs to nothing else: `evidence:DIGEST`.
    public static func evidence(_ digest: ContentDigest) -> StreamName { StreamName("evidence:\(digest)") }
    /// The stream of an alert: `alert:ID`.
    public static func alert(_ id: AlertID) -> StreamName { StreamName("alert:\(id)") }
    /// The stream of what ticks record: `clock:deadlines`.
    public static let clock: StreamName = "clock:deadlines"
}
