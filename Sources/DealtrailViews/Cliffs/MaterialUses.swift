import DealtrailModel
import DealtrailSales

/// Which version of a material was used for which opportunities (`docs/features.md` row 168).
struct MaterialUses {
    private struct Key: Hashable {
        let material: MaterialID
        let version: MaterialVersion
    }

    private var opportunities: [Key: Set<OpportunityID>] = [:]

    /// Reads the uses out of events; others are passed over.
    ///
    /// - Throws: `EventError` when an event does not read.
    init(_ events: some Sequence<RecordedEvent>) throws(EventError) {
        for event in events where event.kind == MaterialUsed.kind {
            let used = try event.decode(MaterialUsed.self)
            opportunities[Key(material: used.material, version: used.version), default: []].insert(used.opportunity)
        }
    }

    /// The opportunities that a version was used for; all where nobody recorded a use.
    func reach(of version: MaterialVersion, _ material: MaterialID) -> ChangeMarker.Reach {
        opportunities[Key(material: material, version: version)].map { .opportunities($0) } ?? .all
    }
}
