public import DealtrailModel

/// A representative belongs to a team and a region from here on (`docs/features.md` rows 38 and 39).
///
/// It states the whole assignment: what it leaves out is none from here on.
public struct RepresentativeAssigned: Event {
    /// `representative.assigned`.
    public static let kind: EventKind = "representative.assigned"

    /// The representative.
    public let representative: ActorID
    /// The team from here on; `nil` for none.
    public let team: TeamName?
    /// The sales region from here on, as the tenant names it; `nil` for none.
    public let region: String?
    /// The team until here, when there was one.
    public let previous: TeamName?
    /// Why; `nil` where nobody says.
    public let reason: String?

    /// Creates the event.
    public init(
        representative: ActorID, team: TeamName? = nil, region: String? = nil, previous: TeamName? = nil,
        reason: String? = nil
    ) {
        self.representative = representative
        self.team = team
        self.region = region
        self.previous = previous
        self.reason = reason
    }

    /// The representative's.
    public var stream: StreamName { .representative(representative) }
    /// The representative and both teams.
    public var tags: [Tag] {
        Tag.list(
            .representative(representative), team.map(Tag.team), previous == team ? nil : previous.map(Tag.team))
    }

    package enum CodingKeys: Int, CodingKey {
        case representative = 1
        case team = 2
        case region = 3
        case previous = 4
        case reason = 5
    }
}
