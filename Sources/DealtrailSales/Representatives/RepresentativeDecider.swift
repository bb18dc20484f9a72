public import DealtrailModel

/// What is known of a representative when something about him is decided.
public struct RepresentativeState: Sendable {
    struct Assignment: Sendable {
        let team: TeamName?
        let region: String?
    }

    var assignment: Assignment?
}

/// Folds what decisions about a representative rest on.
public enum RepresentativeDecider: Decider {
    /// Not assigned yet.
    public static let initial = RepresentativeState()
    /// Assignments.
    public static let fold = Fold<RepresentativeState> {
        On(RepresentativeAssigned.self) { state, event in
            state.assignment = .init(team: event.team, region: event.region)
        }
    }

    static func scope(_ representative: ActorID) -> Query {
        Query(items: [Query.Item(kinds: fold.kinds, tags: [.representative(representative)])])
    }
}
