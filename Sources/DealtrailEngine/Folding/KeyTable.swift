import DealtrailModel

/// The keys that a pass has met, found by the hashes of the scan headers and confirmed by their text.
///
/// A stream and a tag with the same text are one key. With several partitions each table knows every key it meets, but
/// owns only its share; which share that is depends on the text alone.
struct KeyTable: ~Copyable {
    private struct Alias {
        var hash: UInt64
        /// An own key, plus 1, or another partition's key, plus 1 and negated; 0 where there is none.
        var key: Int32
        /// The text of the key.
        var text: UInt32
    }

    private var aliases: [Alias]
    private var aliasCount = 0
    private var numbers: [UInt32] = []
    private var texts = TextArena()
    private let hasher: NameHasher
    private let unifies: Bool
    private let partition: Int
    private let partitions: Int

    /// Creates an empty table.
    init(hasher: NameHasher, unifies: Bool, partition: Int = 0, of partitions: Int = 1) {
        self.hasher = hasher
        self.unifies = unifies
        self.partition = partition
        self.partitions = partitions
        aliases = Array(repeating: Alias(hash: 0, key: 0, text: 0), count: 1 << 10)
    }

    /// How many keys there are, those of other partitions included.
    var count: Int { numbers.count }

    /// Calls `body` with the text of a key.
    @inline(__always)
    func withText<Result>(_ key: Int, _ body: (RawSpan) throws -> Result) rethrows -> Result {
        try body(texts.text(numbers[key]))
    }

    /// The number of a key, from 0; negative for a key of another partition.
    ///
    /// - Throws: ``EngineError`` (`keyLimit`) beyond 511 bytes or 2^31 keys.
    @inline(__always)
    mutating func key(_ hash: UInt64, isStream: Bool, _ text: RawSpan) throws(EngineError) -> Int {
        let found = find(hash, text)
        return found != 0 ? Self.number(found) : try add(hash, isStream, text)
    }

    @inline(__always)
    private static func number(_ stored: Int32) -> Int {
        stored > 0 ? Int(stored) &- 1 : Int(stored)
    }

    @inline(__always)
    private func find(_ hash: UInt64, _ text: RawSpan) -> Int32 {
        let mask = aliases.count &- 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while true {
            let alias = aliases[place]
            if alias.key == 0 { return 0 }
            if alias.hash == hash, texts.text(alias.text).elementsEqual(text) {
                return alias.key
            }
            place = (place &+ 1) & mask
        }
    }

    private mutating func add(_ hash: UInt64, _ isStream: Bool, _ text: RawSpan) throws(EngineError) -> Int {
        let shared = isStream || !(unifies || partitions > 1) ? hash : hasher.hash(text, as: .stream)
        if shared != hash, unifies {
            let known = find(shared, text)
            if known != 0 {
                insert(Alias(hash: hash, key: known, text: numbers[Int(known.magnitude) - 1]))
                return Self.number(known)
            }
        }
        guard (1...511).contains(text.byteCount) else {
            throw EngineError(.keyLimit, "\(text.byteCount) bytes; a view's key has 1 to 511")
        }
        guard numbers.count < Int32.max - 1, let number = texts.append(text) else {
            throw EngineError(.keyLimit, "more than \(numbers.count) keys in one pass")
        }
        numbers.append(number)
        let own = partitions == 1 || Int(shared >> 32) % partitions == partition
        let stored = own ? Int32(numbers.count) : -Int32(numbers.count)
        insert(Alias(hash: hash, key: stored, text: number))
        if shared != hash, unifies { insert(Alias(hash: shared, key: stored, text: number)) }
        return Self.number(stored)
    }

    private mutating func insert(_ alias: Alias) {
        if 5 * (aliasCount + 1) > 3 * aliases.count { grow() }
        Self.place(alias, in: &aliases)
        aliasCount += 1
    }

    private mutating func grow() {
        var larger = Array(repeating: Alias(hash: 0, key: 0, text: 0), count: 2 * aliases.count)
        for alias in aliases where alias.key != 0 { Self.place(alias, in: &larger) }
        aliases = larger
    }

    private static func place(_ alias: Alias, in table: inout [Alias]) {
        let mask = table.count - 1
        var place = Int(truncatingIfNeeded: alias.hash) & mask
        while table[place].key != 0 { place = (place + 1) & mask }
        table[place] = alias
    }
}
