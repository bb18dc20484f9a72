public import DealtrailModel
public import DealtrailSales

/// Who did it and when: what the envelope of an event says.
public struct EditOrigin: Codable, Hashable, Sendable {
    /// The place in the log.
    public let position: UInt64
    /// The identifier of the event.
    public let event: EventID
    /// The kind of the event.
    public let eventKind: EventKind
    /// When it happened, as its author says, with his offset; `nil` when nobody recorded it.
    public let occurredAt: String?
    /// When the log recorded it.
    public let recordedAt: Timestamp
    /// Who did it.
    public let author: ActorID
    /// `person`, `service`, `automation`, or `claimed` for a name found in imported data.
    public let authorKind: String
    /// For whom, when not for himself.
    public let onBehalfOf: ActorID?
    /// Where it entered.
    public let channel: Channel
    /// The file that it was imported from.
    public let file: String?
    /// The row of the file.
    public let row: UInt64?

    init(_ event: RecordedEvent) {
        position = event.position
        self.event = event.id
        eventKind = event.kind
        occurredAt = event.occurredAt.time?.description
        recordedAt = event.recordedAt
        author = event.author.id
        authorKind = event.author.kind.description
        onBehalfOf = event.author.onBehalfOf
        channel = event.author.channel
        if case .imported(let file, let row, _) = event.provenance {
            (self.file, self.row) = (file, row)
        } else {
            (file, row) = (nil, nil)
        }
    }
}

/// What caused an edit.
public struct EditCause: Codable, Hashable, Sendable {
    /// The identifier of the event.
    public let event: EventID
    /// Who did that and when; `nil` when the event was not at hand.
    public let origin: EditOrigin?
    /// The reason that it gives, when it gives one.
    public let reason: String?
}

/// An approval that an edit rests on.
public struct EditApproval: Codable, Hashable, Sendable {
    /// Where the approval comes from.
    public enum Source: String, Codable, Hashable, Sendable, CaseIterable {
        /// An approval that was granted for terms with this price.
        case granted
        /// The edit itself names the approver, as imports and price lists do.
        case named
    }

    /// Where the approval comes from.
    public let source: Source
    /// Who approved.
    public let approver: ActorID
    /// In which role; `nil` when not known.
    public let role: RoleName?
    /// The approval; `nil` for one that the edit itself names.
    public let approval: ApprovalID?
    /// The decision; `nil` for one that the edit itself names.
    public let decision: EditOrigin?
}

/// How a price came before the customer.
public struct SentPrice: Codable, Hashable, Sendable {
    /// The version of the quote.
    public let version: Int
    /// The document, when it was kept.
    public let document: ContentDigest?
    /// Who sent it, and when.
    public let origin: EditOrigin
}
