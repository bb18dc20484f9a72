import DealtrailModel

/// Keys by number, found by a hash and confirmed by their text.
struct KeyTable: ~Copyable {
    /// What stands in the table for a key: eight of them are a cache line, and those of a million keys stay in the third cache.
    struct Entry: BitwiseCopyable {
        /// The lower half of the hash, which says where the entry belongs.
        var tag: UInt32
        /// Where the key is kept; 0 where there is none.
        var place: UInt32
    }

    /// How many bytes a key may have.
    static var maximumLength: Int { 511 }

    private var entries: FlatArray<Entry>
    /// Where each key is kept, by number.
    private var places = FlatArray<UInt32>()
    private var arena = KeyArena()

    /// Creates an empty table.
    init() {
        entries = FlatArray(repeating: Entry(tag: 0, place: 0), count: 1 << 10)
    }

    /// How many keys there are.
    var count: Int { places.count }

    /// Calls `body` with the text of a key.
    @inline(__always)
    func withText<Result>(_ key: Int, _ body: (RawSpan) throws -> Result) rethrows -> Result {
        try body(arena.text(places[key]))
    }

    /// The hash by which a key was added.
    func hash(of key: Int) -> UInt64 { arena.hash(places[key]) }

    /// The number of a key with this hash and text; `nil` when there is none.
    @inline(__always)
    func find(_ hash: UInt64, _ text: RawSpan) -> Int? {
        let mask = entries.count &- 1
        let tag = UInt32(truncatingIfNeeded: hash)
        var index = Int(tag) & mask
        while true {
            let entry = entries[index]
            if entry.place == 0 { return nil }
            if entry.tag == tag, arena.hash(entry.place) == hash, arena.text(entry.place).elementsEqual(text) {
                return Int(arena.key(entry.place))
            }
            index = (index &+ 1) & mask
        }
    }

    /// Adds a key that is not there.
    ///
    /// - Throws: ``EngineError`` (`keyLimit`) beyond 511 bytes or 2^31 keys.
    mutating func add(_ hash: UInt64, _ text: RawSpan) throws(EngineError) -> Int {
        guard (1...Self.maximumLength).contains(text.byteCount) else { throw Self.lengthError(text.byteCount) }
        let key = places.count
        guard key < Int32.max - 1, let place = arena.append(Int32(key), hash, text) else {
            throw EngineError(.keyLimit, "more than \(key) keys in one pass")
        }
        places.append(place)
        if 5 * places.count > 3 * entries.count { grow() }
        Self.put(Entry(tag: UInt32(truncatingIfNeeded: hash), place: place), into: &entries)
        return key
    }

    /// What is wrong with a key of so many bytes.
    static func lengthError(_ count: Int) -> EngineError {
        EngineError(.keyLimit, "\(count) bytes; a view's key has 1 to \(maximumLength)")
    }

    private mutating func grow() {
        var larger = FlatArray(repeating: Entry(tag: 0, place: 0), count: 2 * entries.count)
        for index in 0..<entries.count where entries[index].place != 0 { Self.put(entries[index], into: &larger) }
        entries = larger
    }

    private static func put(_ entry: Entry, into table: inout FlatArray<Entry>) {
        let mask = table.count - 1
        var index = Int(entry.tag) & mask
        while table[index].place != 0 { index = (index + 1) & mask }
        table[index] = entry
    }

    // MARK: - Asking ahead

    /// Asks for what a look-up of the hash looks at first.
    @inline(__always)
    func prefetch(_ hash: UInt64) { entries.prefetch(first(hash)) }

    /// Asks for the key that a look-up of the hash compares first.
    @inline(__always)
    func prefetchKey(_ hash: UInt64) {
        let place = entries[first(hash)].place
        if place != 0 { arena.prefetch(place) }
    }

    /// Asks for the text of a key.
    @inline(__always)
    func prefetchText(_ key: Int) { arena.prefetch(places[key]) }

    @inline(__always)
    private func first(_ hash: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: hash)) & (entries.count &- 1) }
}
