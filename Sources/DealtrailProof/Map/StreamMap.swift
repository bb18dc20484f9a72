/// A sparse Merkle map from streams to their heads: its root commits to how far every stream has come, and to there
/// being no others.
///
/// The place of a stream is the hash of its name, read bit by bit from the root. A subtree with one stream in it is that
/// stream's leaf, so that a path is about log *n* long. The map is a value: changing a copy costs the changed path.
public struct StreamMap: Sendable {
    /// A subtree; `nil` stands for an empty one.
    indirect enum Node: Sendable {
        case stream(key: Digest, head: StreamHead, digest: Digest)
        case fork(left: Node?, right: Node?, digest: Digest)

        var digest: Digest {
            switch self {
            case .stream(_, _, let digest), .fork(_, _, let digest): digest
            }
        }

        static func stream(_ key: Digest, _ head: StreamHead) -> Node {
            .stream(key: key, head: head, digest: StreamMapHasher.leaf(key, head))
        }

        static func fork(_ left: Node?, _ right: Node?) -> Node {
            let empty = StreamMapHasher.empty
            return .fork(
                left: left, right: right,
                digest: StreamMapHasher.node(left?.digest ?? empty, right?.digest ?? empty))
        }
    }

    var top: Node?
    /// How many streams there are.
    public internal(set) var count: Int

    /// Makes the map without streams.
    public init() {
        count = 0
    }

    /// Makes the map of some streams at once.
    ///
    /// - Parameter heads: The head of each stream, by name; of a name that comes twice the last counts.
    /// - Complexity: O(*n* log *n*) comparisons, about 2 *n* hashes.
    public init(_ heads: some Sequence<(stream: String, head: StreamHead)>) {
        var last: [Digest: StreamHead] = [:]
        for (stream, head) in heads { last[StreamMapHasher.key(stream)] = head }
        let sorted = last.sorted { $0.key < $1.key }.map { (key: $0.key, head: $0.value) }
        count = sorted.count
        top = StreamMap.build(sorted[...], depth: 0)
    }

    /// The root.
    public var root: Digest { top?.digest ?? StreamMapHasher.empty }

    /// How far a stream has come; `nil` when there is no such stream.
    ///
    /// - Complexity: O(log *n*).
    public subscript(stream: String) -> StreamHead? {
        let key = StreamMapHasher.key(stream)
        var node = top
        var depth = 0
        while true {
            switch node {
            case .fork(let left, let right, _): node = key.bit(depth) ? right : left
            case .stream(let found, let head, _): return found == key ? head : nil
            case nil: return nil
            }
            depth += 1
        }
    }

    /// Sets how far a stream has come.
    ///
    /// - Complexity: O(log *n*) hashes.
    public mutating func set(_ stream: String, _ head: StreamHead) {
        var isNew = true
        top = StreamMap.setting(StreamMapHasher.key(stream), head, in: top, depth: 0, &isNew)
        if isNew { count += 1 }
    }

    static func build(_ entries: ArraySlice<(key: Digest, head: StreamHead)>, depth: Int) -> Node? {
        guard let first = entries.first else { return nil }
        guard entries.count > 1 else { return .stream(first.key, first.head) }
        let middle = entries.firstIndex { $0.key.bit(depth) } ?? entries.endIndex
        return .fork(build(entries[..<middle], depth: depth + 1), build(entries[middle...], depth: depth + 1))
    }

    private static func setting(
        _ key: Digest, _ head: StreamHead, in node: Node?, depth: Int, _ isNew: inout Bool
    ) -> Node {
        switch node {
        case nil: return .stream(key, head)
        case .fork(let left, let right, _):
            return key.bit(depth)
                ? .fork(left, setting(key, head, in: right, depth: depth + 1, &isNew))
                : .fork(setting(key, head, in: left, depth: depth + 1, &isNew), right)
        case .stream(let other, let otherHead, _):
            guard other != key else {
                isNew = false
                return .stream(key, head)
            }
            let pair = [(key: key, head: head), (key: other, head: otherHead)].sorted { $0.key < $1.key }
            // At least a fork: two streams are in it. Splitting stops at the first bit in which they differ.
            return build(pair[...], depth: depth) ?? .stream(key, head)
        }
    }
}
