public import DealtrailModel

/// Who is told of an alert.
public struct AlertRecipient: Codable, Hashable, Sendable {
    /// The role.
    public let role: RoleName
    /// The person, where events say who it is: `rep` is the owner of the subject.
    public let person: ActorID?

    /// States a recipient.
    public init(role: RoleName, person: ActorID? = nil) {
        self.role = role
        self.person = person
    }

    package enum CodingKeys: Int, CodingKey {
        case role = 1
        case person = 2
    }
}
