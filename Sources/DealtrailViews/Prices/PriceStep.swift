public import DealtrailModel

/// One edit of a price, as the materialised view keeps it: where it stands in the log and what it did.
///
/// Author, reason and cause are in the event at that position.
public struct PriceStep: Codable, Hashable, Sendable {
    /// The event.
    public let position: UInt64
    /// What it did.
    public let kind: PriceEditKind
    /// The price until here; `nil` when there was none or it is not recorded.
    public let old: Money?
    /// The price from here on; `nil` when there is none or it is not recorded.
    public let new: Money?
    /// When it happened; `nil` when nobody recorded it.
    public let occurredAt: Timestamp?
    /// The other event of a re-added or replaced line.
    public let counterpart: UInt64?

    enum CodingKeys: Int, CodingKey {
        case position = 1
        case kind = 2
        case old = 3
        case new = 4
        case occurredAt = 5
        case counterpart = 6
    }
}
