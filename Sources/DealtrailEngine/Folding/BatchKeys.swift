import DealtrailModel

/// The keys that the events of a batch touch, found by the hashes of their scan headers.
///
/// A stream and a tag with the same text are one key. Whose a key is depends on its text alone.
struct BatchKeys: ~Copyable {
    private var table = KeyTable()
    /// The hash of each key that does not depend on how an event names it.
    private var hashes = FlatArray<UInt64>()
    private let hasher: NameHasher
    /// Whether a key may be named by streams and by tags.
    private let unifies: Bool
    private let partitions: UInt64

    init(hasher: NameHasher, unifies: Bool, of partitions: Int) {
        self.hasher = hasher
        self.unifies = unifies
        self.partitions = UInt64(partitions)
    }

    /// How many keys there are.
    var count: Int { table.count }

    /// The hash of a key, by which whoever folds finds it.
    @inline(__always)
    func hash(_ key: Int) -> UInt64 { hashes[key] }

    /// Whose a key is: a number below that of partitions.
    @inline(__always)
    func partition(_ key: Int) -> Int { partitions == 1 ? 0 : Int((hashes[key] >> 32) % partitions) }

    /// Calls `body` with the text of a key.
    @inline(__always)
    func withText<Result>(_ key: Int, _ body: (RawSpan) throws -> Result) rethrows -> Result {
        try table.withText(key, body)
    }

    /// The number of a key, from 0.
    ///
    /// - Throws: ``EngineError`` (`keyLimit`) beyond 511 bytes.
    @inline(__always)
    mutating func key(_ hash: UInt64, isStream: Bool, _ text: RawSpan) throws(EngineError) -> Int {
        if let key = table.find(hash, text) { return key }
        return try add(hash, isStream, text)
    }

    private mutating func add(_ hash: UInt64, _ isStream: Bool, _ text: RawSpan) throws(EngineError) -> Int {
        let shared = isStream || !(unifies || partitions > 1) ? hash : hasher.hash(text, as: .stream)
        if shared != hash, unifies, let known = table.find(shared, text) {
            table.alias(known, as: hash)
            return known
        }
        let key = try table.add(hash, text)
        hashes.append(shared)
        if shared != hash, unifies { table.alias(key, as: shared) }
        return key
    }

    /// Looks at what ``key(_:isStream:_:)`` looks at first; the answer means nothing.
    @inline(__always)
    func fetch(_ hash: UInt64) -> UInt64 { table.fetch(hash) }

    /// Looks at what ``key(_:isStream:_:)`` looks at next; the answer means nothing.
    @inline(__always)
    func fetchText(_ hash: UInt64) -> UInt64 { table.fetchText(hash) }

    /// Forgets all keys and keeps the memory.
    mutating func removeAll() {
        table.removeAll()
        hashes.removeAll()
    }
}
