/// Which events belong together: a choice of items, any of which may match.
///
/// The same query selects what a decision reads and what must not have changed meanwhile (the dynamic consistency
/// boundary).
public struct Query: Hashable, Sendable {
    /// Any of the kinds (or any kind at all when there are none), and all of the tags.
    public struct Item: Hashable, Sendable {
        /// The kinds; empty for any.
        public let kinds: Set<EventKind>
        /// The tags that must all be there; empty for none.
        public let tags: Set<Tag>

        /// Creates an item; without kinds and tags it matches every event.
        public init(kinds: Set<EventKind> = [], tags: Set<Tag> = []) {
            self.kinds = kinds
            self.tags = tags
        }
    }

    /// The items; an event matches when one of them does.
    public let items: [Item]

    /// Creates a query; without items it matches nothing.
    public init(items: [Item]) {
        self.items = items
    }

    /// Every event.
    public static let all = Query(items: [Item()])
    /// No event.
    public static let none = Query(items: [])

    /// The events with this tag.
    public static func tag(_ tag: Tag) -> Query { Query(items: [Item(tags: [tag])]) }

    /// The events with all of these tags.
    public static func tags(_ tags: Tag...) -> Query { Query(items: [Item(tags: Set(tags))]) }

    /// The events of any of these kinds.
    public static func kinds(_ kinds: EventKind...) -> Query { Query(items: [Item(kinds: Set(kinds))]) }

    /// The events that match either query.
    public func or(_ other: Query) -> Query {
        Query(items: items + other.items.filter { !items.contains($0) })
    }

    /// Whether it has every item of another, and so matches whatever that does.
    public func includes(_ other: Query) -> Bool { other.items.allSatisfy(items.contains) }

    /// Whether the query matches an event with this kind and these tags.
    public func matches(kind: EventKind, tags: [Tag]) -> Bool {
        items.contains { item in
            (item.kinds.isEmpty || item.kinds.contains(kind)) && item.tags.allSatisfy(tags.contains)
        }
    }
}
