public import DealtrailModel

extension Catalog {
    /// Every event and command of the sales domain.
    public static let sales = Catalog(events: salesEvents, commands: salesCommands)

    static let salesEvents: [any Event.Type] = [
        // Accounts
        AccountCreated.self, AccountTiered.self, AccountOwnerChanged.self, AccountsMerged.self, AccountsSplit.self,
        AccountClaimed.self, AccountReleased.self,
        // Opportunities
        PipelineDefined.self, OpportunityCreated.self, OpportunityStageEntered.self, OpportunityOwnerChanged.self,
        OpportunityWon.self, OpportunityLost.self, OpportunityReopened.self,
        // Activities
        VisitCheckedIn.self, VisitCompleted.self, EvidenceAttached.self, SatisfactionRecorded.self,
        CompetitorOfferReported.self, PrivateNoteAdded.self, CustomerFeedbackReceived.self, CallConnected.self,
        MeetingHeld.self, TechnicalExchangeHeld.self, WalkthroughHeld.self, ComplaintRecorded.self,
        VoiceNoteCaptured.self,
        // Leads
        LeadCaptured.self, LeadGraded.self, LeadAssigned.self, LeadFirstResponseMade.self, LeadFirstContactMade.self,
        LeadConverted.self, LeadDiscarded.self,
        // Promises and tickets
        CommitmentMade.self, CommitmentExtended.self, CommitmentFulfilled.self, TicketOpened.self, TicketAnswered.self,
        TicketResolved.self,
        // The rhythm of follow-up
        TouchpointOpened.self, TouchpointCompleted.self,
        // Prices
        PriceListEntrySet.self, PriceListEntryChanged.self, PriceListEntryRemoved.self,
        // Quotes
        QuoteCreated.self, QuoteLineAdded.self, QuoteLineRemoved.self, QuoteLinePriceChanged.self,
        QuoteDiscountApplied.self, QuoteRepriced.self, QuoteVersionStarted.self, QuoteSubmitted.self, QuoteSent.self,
        QuoteAccepted.self, QuoteRejected.self, QuoteExpired.self, QuoteOpened.self, FeasibilityAnswered.self,
        // Approvals
        ApprovalRequested.self, ApprovalStepAssigned.self, ApprovalViewed.self, ApprovalStepDecided.self,
        ApprovalGranted.self, ApprovalRejected.self, ApprovalWithdrawn.self, ApprovalInvalidated.self,
        // Contracts
        ContractSigned.self, OrderPlaced.self,
        // Payments
        InstalmentScheduled.self, PaymentRequested.self, PaymentReceived.self, InvoiceRequested.self,
        // Authority
        AuthorityDelegated.self, AuthorityRevoked.self,
        // Alerts
        AlertRaised.self, AlertEscalated.self, AlertAcknowledged.self, AlertSuppressed.self, AlertResolved.self,
        ClockTicked.self,
        // Policy
        PolicyPublished.self, PolicyActivated.self, PolicyRetired.self, PolicyImpactEvaluated.self,
        // Authors
        AuthorKeyRegistered.self, AuthorKeyRotated.self, AuthorKeyRevoked.self,
        // Representatives
        RepresentativeAssigned.self,
        // Materials
        MaterialVersionPublished.self, MaterialRolledBack.self, MaterialUsed.self,
        // Imports
        ImportStarted.self,
        // Messages
        ReactionEnabled.self, ReactionDisabled.self, ReactionApplied.self, MessageDelivered.self, MessageFailed.self,
        MessageDeadLettered.self, MessageResent.self, OutboxClaimed.self,
        // Refusals
        CommandRefused.self,
    ]

    private static let salesCommands: [any Command.Type] = [
        // Accounts
        Account.ChangeOwner.self, Account.Create.self, Account.Merge.self, Account.Split.self, Account.Tier.self,
        Account.Claim.self, Account.Release.self,
        // Opportunities
        Opportunity.Advance.self, Opportunity.ChangeOwner.self, Opportunity.Create.self, Opportunity.Lose.self,
        Opportunity.Reopen.self, Opportunity.Win.self, Pipeline.Define.self,
        // Activities
        CompetitorOffer.Report.self, Evidence.Attach.self, PrivateNote.Add.self, Satisfaction.Record.self,
        Visit.CheckIn.self, Visit.Complete.self, Customer.ReceiveFeedback.self, Call.Connect.self, Meeting.Hold.self,
        TechnicalExchange.Hold.self, Walkthrough.Hold.self, Complaint.Record.self, VoiceNote.Capture.self,
        // Leads
        Lead.Capture.self, Lead.Grade.self, Lead.Assign.self, Lead.Respond.self, Lead.Contact.self,
        Lead.Convert.self, Lead.Discard.self,
        // Promises and tickets
        Commitment.Make.self, Commitment.Extend.self, Commitment.Fulfil.self, Ticket.Open.self, Ticket.Answer.self,
        Ticket.Resolve.self,
        // The rhythm of follow-up
        Touchpoint.Open.self, Touchpoint.Complete.self,
        // Prices
        PriceList.Change.self, PriceList.Remove.self, PriceList.Set.self,
        // Quotes
        Quote.Accept.self, Quote.AddLine.self, Quote.ApplyDiscount.self, Quote.ChangePrice.self, Quote.Create.self,
        Quote.Expire.self, Quote.Reject.self, Quote.RemoveLine.self, Quote.Send.self, Quote.Submit.self,
        Quote.RecordOpening.self, Feasibility.Answer.self,
        // Approvals
        Approval.Decide.self, Approval.Request.self, Approval.View.self, Approval.Withdraw.self,
        // Contracts
        Contract.Sign.self, Contract.AttachEvidence.self, Order.Place.self,
        // Payments
        Contract.SchedulePayments.self, Payment.Request.self, Payment.Receive.self, Invoice.Request.self,
        // Authority
        Authority.Delegate.self, Authority.Revoke.self,
        // Alerts
        Alerts.Acknowledge.self, Alerts.Suppress.self,
        // Policy
        Policy.Publish.self, Policy.Activate.self, Policy.Retire.self, Policy.RecordImpact.self,
        // Authors
        AuthorKey.Register.self, AuthorKey.Rotate.self, AuthorKey.Revoke.self,
        // Representatives
        Representative.Assign.self,
        // Materials
        Material.Publish.self, Material.RollBack.self, Material.Use.self,
        // Messages
        Reaction.Enable.self, Reaction.Disable.self, Reaction.RecordApplied.self, Message.RecordDelivered.self,
        Message.RecordFailed.self, Message.RecordDead.self, Message.Resend.self, Outbox.Claim.self,
        // Subjects, whose erasure is an event of the engine
        Subject.Erase.self,
    ]
}
