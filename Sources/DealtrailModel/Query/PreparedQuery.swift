/// A query with the hashes of a trail at hand, so that most events are passed over by their header alone.
public struct PreparedQuery: Sendable {
    /// An item with its hashes.
    public struct Item: Sendable {
        /// The item.
        public let item: Query.Item
        /// The hashes of its kinds.
        public let kinds: [UInt64]
        /// The hashes of its tags.
        public let tags: [UInt64]
        /// The bytes of its tags, in the order of their hashes.
        let tagTexts: [[UInt8]]
    }

    /// The query.
    public let query: Query
    /// Its items.
    public let items: [Item]

    /// Prepares a query for the trail of `hasher`.
    public init(_ query: Query, hasher: NameHasher) {
        self.query = query
        items = query.items.map { item in
            let tags = item.tags.sorted()
            return Item(
                item: item, kinds: item.kinds.sorted().map(NameHasher.hash),
                tags: tags.map { hasher.hash($0.rawValue, as: .tag) }, tagTexts: tags.map { Array($0.rawValue.utf8) })
        }
    }

    /// Whether the query matches: by hashes first, then by text.
    ///
    /// - Throws: ``EventError`` (`corrupted`) when a candidate does not read.
    public func matches(_ event: borrowing EventView) throws(EventError) -> Bool {
        for item in items {
            guard item.kinds.isEmpty || item.kinds.contains(event.kindHash) else { continue }
            var hashesMatch = true
            for hash in item.tags where !event.hasTagHash(hash) {
                hashesMatch = false
                break
            }
            guard hashesMatch else { continue }
            if item.kinds.isEmpty && item.tags.isEmpty { return true }
            if !item.kinds.isEmpty {
                let kind = try event.kind
                guard item.item.kinds.contains(kind) else { continue }
            }
            var hasAll = true
            for tag in item.tagTexts where !(try event.confirmsTag(tag)) {
                hasAll = false
                break
            }
            if hasAll { return true }
        }
        return false
    }
}
