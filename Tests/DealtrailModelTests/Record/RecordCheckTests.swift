import DealtrailModel
import DealtrailTesting
import Testing

/// The quick check of a record never passes what the thorough one refuses.
@Suite("Records: the quick check")
struct RecordCheckTests {
    private let hasher = Samples.hasher

    /// What a full check looks at, the thorough way.
    private func isSound(_ record: [UInt8], _ hasher: NameHasher) -> Bool {
        do {
            let event = try EventView(position: 0, record: record.rawSpan)
            let recorded = try event.recorded()
            try event.checkHeader(against: recorded, hasher: hasher)
            _ = try CBORValue(canonical: recorded.payload)
            return true
        } catch {
            return false
        }
    }

    /// Whether a record passes behind others, of which it may have fields.
    private func passes(_ record: [UInt8], _ hasher: NameHasher, behind others: [[UInt8]] = []) -> Bool {
        var seen = SeenFields()
        for other in others { _ = EventView(position: 0, whole: other.rawSpan).checked(hasher, &seen) }
        guard EventView.areIntact(record.rawSpan, record.rawSpan) else { return false }
        return EventView(position: 0, whole: record.rawSpan).checked(hasher, &seen) != nil
    }

    @Test("It passes every sound record")
    func sound() throws {
        for record in try RecordTests.samples() {
            #expect(isSound(record, hasher))
            #expect(passes(record, hasher))
            #expect(!passes(record, NameHasher(low: 1, high: 2)))
            #expect(passes(record, hasher, behind: [record]))
        }
    }

    @Test("It passes every sound record behind every other, whose fields are not those of the one")
    func behindOthers() throws {
        let samples = try RecordTests.samples()
        for other in samples {
            for record in samples { #expect(passes(record, hasher, behind: [other])) }
        }
    }

    @Test("The place of the rules is told, and not once more behind an event with the same, if that was kept")
    func rules() throws {
        var isKept = false
        // The second of an append has no origin of its own, and all that it has in common with the first is kept.
        for record in try RecordTests.samples() + [Samples.signedRecord(index: 1)] {
            let event = EventView(position: 0, whole: record.rawSpan)
            var seen = SeenFields()
            let first = event.checked(hasher, &seen)
            let second = event.checked(hasher, &seen)
            let digest = try event.recorded().rules
            #expect(first?.rules.map { event.canonical.extracting($0).array() } == digest?.bytes)
            #expect(second != nil)
            #expect(second?.rules == nil || second?.rules == first?.rules)
            isKept = isKept || first?.rules != nil && second?.rules == nil
        }
        #expect(isKept)
    }

    @Test("It passes no altered record, also not one whose checksums were made to fit", arguments: [1, 6962, 9162])
    func altered(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for record in try RecordTests.samples() {
            for _ in 0..<4_000 {
                var altered = record
                for _ in 0...Int.random(in: 0...1, using: &generator) {
                    let place = Int.random(in: altered.indices, using: &generator)
                    altered[place] =
                        Bool.random(using: &generator)
                        ? altered[place] ^ 1 << UInt8.random(in: 0...7, using: &generator)
                        : UInt8.random(in: 0...255, using: &generator)
                }
                Self.fitChecksums(&altered)
                let isPassed = passes(altered, hasher)
                if isPassed { #expect(isSound(altered, hasher), "seed \(seed)") } else { refused += 1 }
                // Behind the record itself the fields that are the same are not read once more.
                #expect(passes(altered, hasher, behind: [record]) == isPassed, "seed \(seed)")
            }
        }
        #expect(refused > 0)
    }

    /// Writes the checksums that belong to the bytes, as somebody would who alters a record on purpose.
    private static func fitChecksums(_ record: inout [UInt8]) {
        let header = Int(record[4]) | Int(record[5]) << 8
        guard header >= 96, header < record.count else { return }
        let body = SipHash.unkeyed.hash(Array(record[header...]).rawSpan)
        for index in 0..<8 { record[8 + index] = UInt8(truncatingIfNeeded: body >> UInt64(8 * index)) }
        let head = SipHash.unkeyed.hash(Array(record[4..<header]).rawSpan)
        for index in 0..<4 { record[index] = UInt8(truncatingIfNeeded: head >> UInt64(8 * index)) }
    }
}
