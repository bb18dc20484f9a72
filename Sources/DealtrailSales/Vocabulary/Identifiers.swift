public import DealtrailModel

/// An account: a customer, such as `acme`.
public struct AccountID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An opportunity, such as `O-204`.
public struct OpportunityID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A pipeline: a path of stages, such as `standard`.
public struct PipelineName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A stage of a pipeline, such as `solution-quoted`.
public struct StageName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A customer tier, such as `A`.
public struct TierName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A team of representatives, such as `hospitals-east`.
public struct TeamName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A visit.
public struct VisitID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// What a document is evidence of, such as `requirement-document`.
public struct EvidenceKind: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A sales material, such as `solution-deck`.
public struct MaterialID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A version of a material, such as `2026-02-15`.
public struct MaterialVersion: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; commands check it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A product.
public struct ProductID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A price list.
public struct PriceListID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A quote, such as `Q-17`.
public struct QuoteID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A line of a quote, such as `L-2`; unique within its quote.
public struct LineID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An approval.
public struct ApprovalID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A role in an approval chain, such as `regional-manager`.
public struct RoleName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A contract.
public struct ContractID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An order.
public struct OrderID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A policy, such as `sales`.
public struct PolicyName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The policy of the sales organisation, of which every trail has one.
    public static let sales: PolicyName = "sales"
}

/// An import.
public struct ImportID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A private note; unique for its author and account.
public struct NoteID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}
