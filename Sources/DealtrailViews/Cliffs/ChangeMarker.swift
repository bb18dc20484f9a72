public import DealtrailModel
import DealtrailSales

/// A change of rules, prices or material, as a mark beside a conversion (`docs/features.md` row 43).
public struct ChangeMarker: Hashable, Sendable {
    /// What was changed.
    public enum Subject: String, Codable, Hashable, Sendable, CaseIterable {
        /// The policy: published, activated or retired.
        case rules
        /// A price of a price list: set, changed or removed.
        case priceList = "price-list"
        /// What a stage asks for or works with: a version of a sales material or of a stage path, or a kind of document that
        /// appears for the first time.
        case material
    }

    /// Which opportunities a change touches.
    enum Reach: Hashable, Sendable {
        case all
        case product(ProductID)
        case path(PipelineName, version: Int)
        case opportunities(Set<OpportunityID>)

        func touches(_ state: Funnel.State) -> Bool {
            switch self {
            case .all: true
            case .product(let product): state.product == product
            case .path(let pipeline, let version): state.pipeline == pipeline && state.pipelineVersion == version
            case .opportunities(let ids): ids.contains(state.opportunity)
            }
        }
    }

    /// What was changed.
    public let subject: Subject
    /// From when on it holds: what it states, else when it happened, else when it was recorded.
    public let effectiveFrom: Timestamp
    /// In a few words.
    public let text: String
    /// The event.
    public let event: EventReference
    let reach: Reach

    /// The kinds of events that are changes, or that hold them.
    public static let kinds: Set<EventKind> = [
        PolicyPublished.kind, PolicyActivated.kind, PolicyRetired.kind, PriceListEntrySet.kind,
        PriceListEntryChanged.kind, PriceListEntryRemoved.kind, PipelineDefined.kind, EvidenceAttached.kind,
        MaterialVersionPublished.kind, MaterialRolledBack.kind, MaterialUsed.kind,
    ]

    /// Reads the changes out of events of ``kinds``, in any order; others are passed over.
    ///
    /// A kind of document is a change when it is attached for the first time; then it touches the opportunities that it is
    /// attached to. A version of a material touches the opportunities that it was used for, where anybody recorded that, and
    /// else all.
    ///
    /// - Throws: `EventError` when an event does not read.
    /// - Complexity: O(n log n).
    public static func markers(in events: some Sequence<RecordedEvent>) throws(EventError) -> [ChangeMarker] {
        var markers: [ChangeMarker] = []
        var documents: [EvidenceKind: (first: RecordedEvent, opportunities: Set<OpportunityID>)] = [:]
        let events = events.sorted { FoldOrder($0) < FoldOrder($1) }
        let uses = try MaterialUses(events)
        for event in events {
            if event.kind == EvidenceAttached.kind {
                let attached = try event.decode(EvidenceAttached.self)
                var known = documents[attached.evidence] ?? (event, [])
                if let opportunity = attached.opportunity { known.opportunities.insert(opportunity) }
                documents[attached.evidence] = known
            } else if let marker = try ChangeMarker(event, uses) {
                markers.append(marker)
            }
        }
        for (kind, document) in documents.sorted(by: { $0.key < $1.key }) {
            markers.append(
                ChangeMarker(
                    document.first, .material, "documents of the kind \(kind) appear for the first time",
                    .opportunities(document.opportunities)))
        }
        return markers
    }

    private init?(_ event: RecordedEvent, _ uses: MaterialUses) throws(EventError) {
        switch event.kind {
        case PolicyPublished.kind:
            let fact = try event.decode(PolicyPublished.self)
            let waits = fact.awaitsActivation == true ? ", awaiting its activation" : ""
            self.init(event, .rules, "policy \(fact.version) published\(waits)", .all, fact.effectiveFrom)
        case PolicyActivated.kind:
            let fact = try event.decode(PolicyActivated.self)
            self.init(event, .rules, "policy \(fact.version) activated", .all, fact.effectiveFrom)
        case PolicyRetired.kind:
            let fact = try event.decode(PolicyRetired.self)
            self.init(event, .rules, "policy \(fact.version) retired", .all, fact.effectiveFrom)
        case PriceListEntrySet.kind:
            let fact = try event.decode(PriceListEntrySet.self)
            self.init(
                event, .priceList, "price of \(fact.product) in \(fact.list) set", .product(fact.product))
        case PriceListEntryChanged.kind:
            let fact = try event.decode(PriceListEntryChanged.self)
            self.init(
                event, .priceList, "price of \(fact.product) in \(fact.list) changed", .product(fact.product))
        case PriceListEntryRemoved.kind:
            let fact = try event.decode(PriceListEntryRemoved.self)
            self.init(
                event, .priceList, "price of \(fact.product) in \(fact.list) removed", .product(fact.product))
        case PipelineDefined.kind:
            let fact = try event.decode(PipelineDefined.self)
            self.init(
                event, .material, "stage path \(fact.pipeline) version \(fact.version) defined",
                .path(fact.pipeline, version: fact.version))
        case MaterialVersionPublished.kind:
            let fact = try event.decode(MaterialVersionPublished.self)
            let replacing = fact.replaces.map { ", replacing \($0)" } ?? ""
            self.init(
                event, .material, "\(fact.material) version \(fact.version) published\(replacing)",
                uses.reach(of: fact.version, fact.material))
        case MaterialRolledBack.kind:
            let fact = try event.decode(MaterialRolledBack.self)
            self.init(
                event, .material, "\(fact.material) rolled back from version \(fact.from) to \(fact.to)",
                uses.reach(of: fact.to, fact.material))
        default: return nil
        }
    }

    private init(
        _ event: RecordedEvent, _ subject: Subject, _ text: String, _ reach: Reach, _ stated: Timestamp? = nil
    ) {
        self.subject = subject
        self.text = text
        self.reach = reach
        self.event = EventReference(event)
        // Nothing holds before it is known.
        effectiveFrom =
            stated.map { max($0, event.recordedAt) } ?? event.occurredAt.time?.instant ?? event.recordedAt
    }
}
