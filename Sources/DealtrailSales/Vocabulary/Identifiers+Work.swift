public import DealtrailModel

/// A lead, such as `L-31`.
public struct LeadID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Where leads come from, as the tenant names it, such as `trade-fair`.
public struct LeadSource: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A band of leads, such as `A`.
public struct GradeName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A call.
public struct CallID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A meeting; a walkthrough and a technical exchange are meetings too.
public struct MeetingID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A complaint.
public struct ComplaintID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// What a complaint is about, as the tenant names it, such as `damaged-packaging`.
public struct ComplaintTopic: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A touchpoint: one step of the follow-up rhythm of one opportunity.
public struct TouchpointID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A step of the follow-up rhythm, such as `need-confirmed`.
public struct TouchpointStep: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An instalment of a payment plan, such as `C-3/1`.
public struct InstalmentID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A payment, such as the number of a bank transfer.
public struct PaymentID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A promise to a customer.
public struct CommitmentID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A ticket.
public struct TicketID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// What a ticket asks for, such as `technical-support`; the policy may have a clock for it.
public struct TicketCategory: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A voice note.
public struct VoiceNoteID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An invoice.
public struct InvoiceID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Authority that was handed to somebody.
public struct DelegationID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}
