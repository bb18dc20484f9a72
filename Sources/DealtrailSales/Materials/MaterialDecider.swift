public import DealtrailModel

/// What is known of a material when something about it is decided.
public struct MaterialState: Sendable {
    /// The versions that there are, as they were published.
    var versions: [MaterialVersion: MaterialVersionPublished] = [:]
    /// The version that holds.
    var current: MaterialVersion?
    /// The opportunity in scope, when it exists.
    var opportunity: OpportunityCreated?
    /// Who owns it.
    var owner: ActorID?
    /// The versions that were used for it.
    var used: Set<MaterialVersion> = []

    /// Checks that the material exists.
    ///
    /// - Returns: The version that holds.
    /// - Throws: ``Refusal`` (`material.unknown`).
    func require(_ material: MaterialID, _ policy: SalesPolicy) throws(Refusal) -> MaterialVersion {
        guard let current else {
            throw policy.refusal(
                "material.unknown", "there is no material \(material); publish it first", ["material": material])
        }
        return current
    }

    /// Checks that a version of the material exists.
    ///
    /// - Throws: ``Refusal`` (`material.version-unknown`).
    func require(_ version: MaterialVersion, of material: MaterialID, _ policy: SalesPolicy) throws(Refusal) {
        guard versions[version] != nil else {
            throw policy.refusal(
                "material.version-unknown",
                "\(material) has no version \(version); it has \(versions.keys.sorted().map(\.rawValue).joined(separator: ", "))",
                ["material": material, "version": version])
        }
    }
}

/// Folds what decisions about materials rest on.
public enum MaterialDecider: Decider {
    /// Nothing published.
    public static let initial = MaterialState()
    /// The versions of the material, and of an opportunity who it is and what was used for it.
    public static let fold = Fold<MaterialState> {
        On(MaterialVersionPublished.self) { state, event in
            state.versions[event.version] = event
            state.current = event.version
        }
        On(MaterialRolledBack.self) { state, event in state.current = event.to }
        On(OpportunityCreated.self) { state, event in
            state.opportunity = event
            state.owner = event.owner
        }
        On(OpportunityOwnerChanged.self) { state, event in state.owner = event.owner }
        On(MaterialUsed.self) { state, event in state.used.insert(event.version) }
    }

    static func scope(_ material: MaterialID) -> Query {
        Query(items: [
            Query.Item(kinds: [MaterialVersionPublished.kind, MaterialRolledBack.kind], tags: [.material(material)])
        ])
    }

    static func scope(_ material: MaterialID, for opportunity: OpportunityID) -> Query {
        scope(material).or(
            Query(items: [
                Query.Item(
                    kinds: [OpportunityCreated.kind, OpportunityOwnerChanged.kind], tags: [.opportunity(opportunity)]),
                Query.Item(kinds: [MaterialUsed.kind], tags: [.material(material), .opportunity(opportunity)]),
            ]))
    }
}
