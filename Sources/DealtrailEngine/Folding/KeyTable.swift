import DealtrailModel

/// Keys by number, found by a hash and confirmed by their text.
struct KeyTable: ~Copyable {
    /// What stands in the table for a hash: four of them are a cache line.
    struct Entry: BitwiseCopyable {
        var hash: UInt64
        /// The key, plus 1; 0 where there is none.
        var key: Int32
        /// The text of the key.
        var text: UInt32
    }

    /// How many bytes a key may have.
    static var maximumLength: Int { 511 }

    private var entries: FlatArray<Entry>
    private var used = 0
    private var numbers = FlatArray<UInt32>()
    private var texts = TextArena()

    /// Creates an empty table.
    init() {
        entries = FlatArray(repeating: Entry(hash: 0, key: 0, text: 0), count: 1 << 10)
    }

    /// How many keys there are.
    var count: Int { numbers.count }

    /// Calls `body` with the text of a key.
    @inline(__always)
    func withText<Result>(_ key: Int, _ body: (RawSpan) throws -> Result) rethrows -> Result {
        try body(texts.text(numbers[key]))
    }

    /// The hash by which each key was added, by number.
    ///
    /// - Complexity: O(keys).
    func hashes() -> [UInt64] {
        var hashes = Array(repeating: UInt64(0), count: count)
        for index in 0..<entries.count where entries[index].key != 0 {
            hashes[Int(entries[index].key) - 1] = entries[index].hash
        }
        return hashes
    }

    /// The number of a key with this hash and text; `nil` when there is none.
    @inline(__always)
    func find(_ hash: UInt64, _ text: RawSpan) -> Int? {
        let mask = entries.count &- 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = entries[place]
            if entry.key == 0 { return nil }
            if entry.hash == hash, texts.text(entry.text).elementsEqual(text) { return Int(entry.key) &- 1 }
            place = (place &+ 1) & mask
        }
    }

    /// Adds a key that is not there.
    ///
    /// - Throws: ``EngineError`` (`keyLimit`) beyond 511 bytes or 2^31 keys.
    mutating func add(_ hash: UInt64, _ text: RawSpan) throws(EngineError) -> Int {
        guard (1...Self.maximumLength).contains(text.byteCount) else { throw Self.lengthError(text.byteCount) }
        guard numbers.count < Int32.max - 1, let number = texts.append(text) else {
            throw EngineError(.keyLimit, "more than \(numbers.count) keys in one pass")
        }
        numbers.append(number)
        insert(Entry(hash: hash, key: Int32(numbers.count), text: number))
        return numbers.count - 1
    }

    /// What is wrong with a key of so many bytes.
    static func lengthError(_ count: Int) -> EngineError {
        EngineError(.keyLimit, "\(count) bytes; a view's key has 1 to \(maximumLength)")
    }

    private mutating func insert(_ entry: Entry) {
        if 5 * (used + 1) > 3 * entries.count { grow() }
        Self.place(entry, in: &entries)
        used += 1
    }

    private mutating func grow() {
        var larger = FlatArray(repeating: Entry(hash: 0, key: 0, text: 0), count: 2 * entries.count)
        for index in 0..<entries.count where entries[index].key != 0 { Self.place(entries[index], in: &larger) }
        entries = larger
    }

    private static func place(_ entry: Entry, in table: inout FlatArray<Entry>) {
        let mask = table.count - 1
        var place = Int(truncatingIfNeeded: entry.hash) & mask
        while table[place].key != 0 { place = (place + 1) & mask }
        table[place] = entry
    }

    // MARK: - Asking ahead

    /// Asks for what a look-up of the hash looks at first.
    @inline(__always)
    func prefetch(_ hash: UInt64) {
        entries.prefetch(Int(truncatingIfNeeded: hash) & (entries.count &- 1))
    }

    /// Asks for the text that a look-up of the hash compares first.
    @inline(__always)
    func prefetchText(_ hash: UInt64) {
        let entry = entries[Int(truncatingIfNeeded: hash) & (entries.count &- 1)]
        if entry.key != 0 { texts.prefetch(entry.text) }
    }
}
