/// Fields of an event that were found sound, byte for byte, for the check of the next: the events of an append have their
/// author, their correlation, their rules and their command in common.
package struct SeenFields: Sendable {
    /// The bytes of some fields that follow one another.
    struct Run: Sendable {
        /// The bytes; longer runs are not kept.
        private var words = InlineArray<16, UInt64>(repeating: 0)
        /// How many bytes there are; 0 for a run that is not kept.
        private(set) var count = 0
        /// How many fields of the event these are.
        private(set) var fields: UInt64 = 0

        init() {}

        /// Keeps bytes of a record.
        init(_ record: RawSpan, _ range: Range<Int>, fields: UInt64 = 0) {
            guard range.count <= words.count * 8 else { return }
            let bytes = record.extracting(range)
            count = range.count
            self.fields = fields
            for index in 0..<count >> 3 { words[index] = bytes.integer(at: index << 3, as: UInt64.self) }
            for index in count & ~7..<count {
                words[index >> 3] |= UInt64(bytes.byte(at: index)) << UInt64(8 * (index & 7))
            }
        }

        /// Whether a reader has the same fields in front of it.
        @inline(__always)
        func isNext(in check: RecordCheck) -> Bool {
            let (record, offset) = (check.record, check.offset)
            guard count > 0, count <= record.byteCount &- offset, fields <= check.left else { return false }
            let stop = offset &+ count
            var difference: UInt64 = 0
            var (index, place) = (0, offset)
            while place &+ 8 <= stop {
                difference |= unsafe words[index] ^ record.word(atUnchecked: place)
                index &+= 1
                place &+= 8
            }
            guard place < stop else { return difference == 0 }
            return difference | (words[index] ^ check.tail(count & 7, before: stop)) == 0
        }
    }

    /// The author, and its hash.
    var author = Run()
    var authorHash: UInt64 = 0
    /// From the correlation to the command, and their hashes.
    var context = Run()
    var commandHash: UInt64 = 0
    var correlationHash: UInt64 = 0

    /// Nothing was seen.
    package init() {}
}
