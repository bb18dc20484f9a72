public import DealtrailModel

/// Which commands their authors must sign (`docs/proof.md`, "Author signatures").
public struct SignatureRules: Codable, Hashable, Sendable {
    /// The kinds of commands that are refused without a signature; a bad one is refused always.
    public var requiredFor: [EventKind]
    /// Who may look after the keys of others, beside services.
    public var registrars: [ActorID]

    /// Creates rules.
    public init(requiredFor: [EventKind] = [], registrars: [ActorID] = []) {
        self.requiredFor = requiredFor
        self.registrars = registrars
    }

    package enum CodingKeys: Int, CodingKey {
        case requiredFor = 1
        case registrars = 2
    }
}
