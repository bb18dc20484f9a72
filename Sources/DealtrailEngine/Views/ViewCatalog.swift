public import DealtrailLog
public import DealtrailModel

/// The projections that a build knows; a host service adds its own to ours with `+`.
public struct ViewCatalog: Sendable {
    /// The projections, in order.
    public let projections: [any Projection.Type]

    /// Creates a catalogue.
    public init(_ projections: [any Projection.Type]) {
        self.projections = projections
    }

    /// Both catalogues together.
    public static func + (left: ViewCatalog, right: ViewCatalog) -> ViewCatalog {
        ViewCatalog(left.projections + right.projections)
    }

    /// The views of these projections over a log.
    ///
    /// - Throws: ``EngineError`` (`invalidView`) for a projection that is declared wrongly, or two of one name.
    public func open(log: any EventLog, store: ViewStore) throws(EngineError) -> ViewSet {
        var views: [AnyView] = []
        for projection in projections {
            let view = try Self.open(projection, log, store)
            guard !views.contains(where: { $0.name == view.name }) else {
                throw EngineError(.invalidView, "two projections are called \(view.name)")
            }
            views.append(view)
        }
        return ViewSet(views)
    }

    private static func open<View: Projection>(
        _ view: View.Type, _ log: any EventLog, _ store: ViewStore
    ) throws(EngineError) -> AnyView {
        AnyView(try ProjectionRuntime(view, log: log, store: store))
    }
}
