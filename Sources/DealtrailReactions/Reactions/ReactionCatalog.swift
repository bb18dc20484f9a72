public import Dealtrail

/// The reactions that are code of the host service, each in the versions that it still knows.
public struct ReactionCatalog: Sendable {
    private let reactions: [ReactionName: [String: any EventReaction]]

    /// Creates a catalogue; of two with one name and version the later one counts.
    public init(_ reactions: [any EventReaction] = []) {
        self.reactions = Dictionary(grouping: reactions, by: { $0.name }).mapValues { versions in
            Dictionary(versions.map { ($0.version, $0) }, uniquingKeysWith: { $1 })
        }
    }

    /// The reaction with this name in this version; `nil` when it is not known here.
    public subscript(name: ReactionName, version: String) -> (any EventReaction)? { reactions[name]?[version] }
}
