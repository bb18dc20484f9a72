public import DealtrailModel
import DealtrailSales

/// By what a report about actions is cut, and what the actions are classed as (`docs/features.md` row 46).
///
/// An action falls into the slice of what its event says. What the event does not say is that of the opportunity which it
/// bears the tag of, or of whoever did it, as the directory knows them at the point of the report.
public struct ActionCut: Sendable {
    /// By what it is cut.
    public let dimension: FunnelDimension
    private let classes: SalesClasses
    private let opportunities: [OpportunityID: Funnel.State]

    /// Creates a cut.
    ///
    /// - Parameters:
    ///   - dimension: By what it is cut.
    ///   - classes: What customers and representatives are classed as, and which accounts are one customer.
    ///   - opportunities: The opportunities, for the customer and the product of an event that names neither.
    /// - Complexity: O(opportunities).
    public init(
        by dimension: FunnelDimension, classes: SalesClasses = SalesClasses(),
        opportunities: some Sequence<Funnel.State> = []
    ) {
        self.dimension = dimension
        self.classes = classes
        self.opportunities = Dictionary(
            opportunities.map { ($0.opportunity, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The slices that an action falls into; none when the value is not recorded.
    ///
    /// By product an action falls into the slice of each product that it names, such as a discount on several lines; by anything else
    /// into one at most.
    ///
    /// - Throws: `EventError` when the event does not read.
    public func slices(of event: borrowing EventView, _ definition: ActionDefinition) throws -> Set<String> {
        switch dimension {
        case .rep: try [event.deed.author.id.rawValue]
        case .team: try Self.set(event.tagValue("team") ?? event.tagValue("manager") ?? classes.team(of: author(event)))
        case .product: products(event)
        case .account: try Self.set(account(event).map { classes.merged.customer(of: $0).rawValue })
        case .industry: try Self.set(account(event).flatMap(classes.industry(of:)))
        case .tier: try Self.set(account(event).flatMap(classes.tier(of:)))
        case .region:
            try Self.set(
                event.tagValue("region") ?? account(event).flatMap(classes.region(of:))
                    ?? classes.region(of: author(event)))
        case .week: try Self.set(date(event, definition).map(FunnelDimension.week))
        case .month: try Self.set(date(event, definition).map(FunnelDimension.month))
        }
    }

    /// Whether an action falls into a slice.
    ///
    /// - Parameters:
    ///   - event: The event of the action.
    ///   - value: The name of the slice, of a customer that of any of his accounts; `nil` for the one whose value is not
    ///     recorded.
    ///   - definition: By which clock its day is read.
    /// - Throws: `EventError` when the event does not read.
    public func holds(_ event: borrowing EventView, value: String?, _ definition: ActionDefinition) throws -> Bool {
        let slices = try slices(of: event, definition)
        guard let value else { return slices.isEmpty }
        return slices.contains(
            dimension == .account ? classes.merged.customer(of: AccountID(value)).rawValue : value)
    }

    /// The account that it is about: that of its stream, else of its tags, else that of its opportunity.
    private func account(_ event: borrowing EventView) throws -> AccountID? {
        let stream = try event.stream.rawValue.utf8
        let prefix = "account:".utf8
        if stream.starts(with: prefix) { return AccountID(String(Substring(stream.dropFirst(prefix.count)))) }
        return event.tagValue("account").map(AccountID.init(_:)) ?? opportunity(event)?.account
    }

    private func products(_ event: borrowing EventView) -> Set<String> {
        var names: Set<String> = []
        event.forEachTag { tag in
            guard tag.starts(with: "product:"), let name = tag.extracting(8..<tag.byteCount).text() else { return }
            names.insert(name)
        }
        return names.isEmpty ? Self.set(opportunity(event)?.product?.rawValue) : names
    }

    private func opportunity(_ event: borrowing EventView) -> Funnel.State? {
        event.tagValue("opportunity").flatMap { opportunities[OpportunityID($0)] }
    }

    private func author(_ event: borrowing EventView) throws -> ActorID { try event.deed.author.id }

    private func date(_ event: borrowing EventView, _ definition: ActionDefinition) throws -> CivilDate? {
        definition.local(try event.deed.occurredAt)?.date
    }

    private static func set(_ value: String?) -> Set<String> { value.map { [$0] } ?? [] }
}
