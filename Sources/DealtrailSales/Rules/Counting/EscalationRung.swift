import DealtrailModel

/// A step of a ladder: whom to tell how long after a deadline was missed (`docs/features.md` row 110).
public struct EscalationRung: Codable, Hashable, Sendable {
    /// The name that stands for the superiors of those who were told on the rung before.
    public static let superior: RoleName = "superior"

    /// How long after it was missed, on the calendar of the deadline.
    public var after: WorkDuration
    /// Who is told.
    public var notify: [RoleName]

    /// Creates a rung.
    public init(after: WorkDuration, notify: [RoleName]) {
        self.after = after
        self.notify = notify
    }

    package enum CodingKeys: Int, CodingKey {
        case after = 1
        case notify = 2
    }
}
