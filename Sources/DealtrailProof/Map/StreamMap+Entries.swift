extension StreamMap {
    /// Makes the map of streams that are given by the hashes of their names.
    ///
    /// - Returns: `nil` unless the hashes ascend, each above the one before.
    /// - Complexity: O(*n* log *n*) comparisons, about 2 *n* hashes.
    package init?(ascending entries: [(key: Digest, head: StreamHead)]) {
        for index in entries.indices.dropFirst() where entries[index].key <= entries[index - 1].key { return nil }
        self.init()
        count = entries.count
        top = StreamMap.build(entries[...], depth: 0)
    }

    /// Calls `body` with every stream, by the hashes of their names, ascending.
    ///
    /// - Complexity: O(*n*).
    package func forEach(_ body: (_ key: Digest, _ head: StreamHead) -> Void) {
        func visit(_ node: Node?) {
            switch node {
            case .fork(let left, let right, _):
                visit(left)
                visit(right)
            case .stream(let key, let head, _): body(key, head)
            case nil: break
            }
        }
        visit(top)
    }
}
