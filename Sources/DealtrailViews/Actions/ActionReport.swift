import DealtrailModel

/// When in the week people act, by role (`docs/features.md` row 46).
public struct ActionReport: Codable, Hashable, Sendable {
    /// The actions of a role.
    public struct Grid: Codable, Hashable, Sendable {
        /// The role; `nil` where the author's id names none, and for all together.
        public let role: String?
        /// How many actions have a known time.
        public let actions: Int
        /// How many more have none.
        public let undated: Int
        /// Seven rows, Monday first, of twenty-four hours each, from midnight.
        public let hours: [[Int]]
    }

    /// The actions of a slice.
    public struct Slice: Codable, Hashable, Sendable {
        /// The name of the slice; `nil` where the value is not recorded.
        public let slice: String?
        /// All roles together.
        public let total: Grid
        /// The roles by name; the one without a name comes last.
        public let roles: [Grid]
    }

    /// What it answers for.
    public let stamp: AnswerStamp
    /// What counts and by which clock.
    public let definition: ActionDefinition
    /// All roles together.
    public let total: Grid
    /// The roles by name; the one without a name comes last.
    public let roles: [Grid]
    /// How many deeds of services and automations were left out.
    public let automatic: Int
    /// By what it is cut; `nil` when it is not.
    public let by: FunnelDimension?
    /// The slices by name, the one whose value is not recorded last.
    ///
    /// By product an action counts in the slice of each that it names; by anything else the slices make up the whole.
    public let slices: [Slice]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case definition
        case total
        case roles
        case automatic
        case by
        case slices
    }
}
