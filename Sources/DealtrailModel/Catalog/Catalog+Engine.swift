extension Catalog {
    /// The events that belong to the engine, whatever the domain.
    public static let engine = Catalog(events: engineEvents)

    private static let engineEvents: [any Event.Type] = [
        StreamHeadsCommitted.self, SubjectErased.self, ViewEventSkipped.self,
    ]

    /// This catalogue with the events of the engine, those that it has already left alone.
    public var withEngine: Catalog {
        self + Catalog(events: Self.engineEvents.filter { events[$0.kind] == nil })
    }
}
