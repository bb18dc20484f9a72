import DealtrailModel

/// A role with the one that stands above it.
public struct RoleRule: Codable, Hashable, Sendable {
    /// The role.
    public var name: RoleName
    /// The role above it; `nil` at the top.
    public var superior: RoleName?

    /// Creates a role.
    public init(_ name: RoleName, superior: RoleName? = nil) {
        self.name = name
        self.superior = superior
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case superior = 2
    }
}
