import DealtrailModel
import DealtrailTesting
import Testing

@Suite("Records: damage")
struct RecordDamageTests {
    private func isDamaged(_ record: [UInt8]) -> Bool {
        do throws(EventError) {
            let view = try EventView(position: 9, record: record.rawSpan)
            try view.checkBody()
            return false
        } catch {
            return error.code == .corrupted && error.position == 9
        }
    }

    @Test("Every single bit that changes is seen, by the check of the header or that of the body")
    func bits() throws {
        for record in try RecordTests.samples() {
            #expect(!isDamaged(record))
            var unseen: [Int] = []
            var damaged = record
            for bit in 0..<record.count * 8 {
                damaged[bit / 8] ^= 1 << UInt8(bit % 8)
                if !isDamaged(damaged) { unseen.append(bit) }
                damaged[bit / 8] = record[bit / 8]
            }
            #expect(unseen.isEmpty)
        }
    }

    @Test("Every pair of bytes that change places, every cut and every added byte is seen")
    func cuts() throws {
        let record = try Samples.fullRecord()
        for length in 0..<record.count { #expect(isDamaged(Array(record[..<length])), "cut to \(length)") }
        #expect(isDamaged(record + [0]))
        #expect(isDamaged([0] + record))
        for index in 1..<record.count where record[index] != record[index - 1] {
            var swapped = record
            swapped.swapAt(index - 1, index)
            #expect(isDamaged(swapped), "bytes \(index - 1) and \(index)")
        }
    }

    @Test("A damaged event gives errors and never crashes, whatever is asked of it", arguments: seeds)
    func accessors(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let record = try Samples.fullRecord()
        let header = try EventView(position: 0, record: record.rawSpan).stored.byteCount - 501
        let query = PreparedQuery(
            Query(items: [.init(kinds: ["quote.line-price-changed"]), .init(tags: ["account:acme", "quote:Q-17"])]),
            hasher: Samples.hasher)
        for _ in 0..<3_000 {
            var damaged = record
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                damaged[Int.random(in: header..<record.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            // The header is whole, so a view is given; the body may be anything.
            let view = try EventView(position: 0, record: damaged.rawSpan)
            _ = try? view.kind
            _ = try? view.stream
            _ = try? view.tags
            _ = try? view.author
            _ = view.hasTag("quote:Q-17")
            _ = view.tagValue("quote")
            _ = view.hasKind([1])
            _ = try? query.matches(view)
            _ = try? view.fields.money(4)
            _ = try? view.decode(Samples.PriceChanged.self)
            if damaged != record { #expect(throws: EventError.self, "seed \(seed)") { try view.recorded() } }
            _ = try? RecordedEvent(position: 0, canonical: view.canonical)
        }
    }

    @Test("A canonical event with one byte changed is an error or another event with those bytes", arguments: seeds)
    func canonical(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for record in try RecordTests.samples() {
            let view = try EventView(position: 0, record: record.rawSpan)
            let whole = view.canonical.array()
            for _ in 0..<3_000 {
                var bytes = whole
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
                guard let event = try? RecordedEvent(position: 0, canonical: bytes.rawSpan) else { continue }
                #expect(event.canonical == bytes, "seed \(seed)")
            }
            for length in 0..<whole.count {
                #expect(throws: CBORError.self) {
                    try RecordedEvent(position: 0, canonical: Array(whole[..<length]).rawSpan)
                }
            }
        }
    }

    @Test(
        "Parts of an event that are well-formed and wrong",
        arguments: [
            (UInt64(1), "4101"), (1, "6161"), (2, "01"), (3, "1b0000000100000000"), (3, "20"), (5, "20"),
            (6, "826162 6161"),
            (6, "82 6161 6161"), (6, "8101"), (8, "a0"), (8, "a3 01 6161 02 00 04 01"), (8, "a3 01 6161 02 04 04 6161"),
            (8, "a3 02 00 01 6161 04 6161"), (8, "a4 01 6161 01 6161 02 00 04 6161"), (9, "00"), (9, "8100"),
            (9, "820000 00"),
            (9, "82 00 1905a0"), (9, "82 00 39059f"), (9, "82 00 3b7fffffffffffffff"), (9, "82 1b8000000000000000 00"),
            (10, "1b8000000000000000"), (10, "3b8000000000000000"), (12, "4101"), (13, "4101"), (14, "a0"),
            (14, "a3 01 6161 02 01 03 4101"), (16, "20"), (18, "a0"), (19, "f6"),
        ])
    func malformedParts(field: UInt64, hex: String) throws {
        let record = try Samples.fullRecord()
        let canonical = try EventView(position: 0, record: record.rawSpan).canonical.array()
        guard case .map(let pairs) = try CBORValue(canonical: canonical) else { return }
        var bytes: [UInt8] = [0xb3]
        for key in 1...19 as ClosedRange<UInt64> {
            bytes += CBORValue.unsigned(key).canonical
            bytes += key == field ? Array(hex: hex) : pairs[.number(key)]?.canonical ?? []
        }
        #expect(throws: CBORError.self) { try RecordedEvent(position: 0, canonical: bytes.rawSpan) }
    }

    @Test(
        "An event without one of its mandatory fields",
        arguments: [1, 2, 3, 4, 5, 7, 8, 10, 11, 15, 16, 17] as [UInt64])
    func missing(field: UInt64) throws {
        let record = try Samples.fullRecord()
        let canonical = try EventView(position: 0, record: record.rawSpan).canonical.array()
        guard case .map(var pairs) = try CBORValue(canonical: canonical) else { return }
        pairs[.number(field)] = nil
        let bytes = CBORValue.map(pairs).canonical
        #expect(
            throwsCode(.missingField) { () throws(CBORError) in
                _ = try RecordedEvent(position: 0, canonical: bytes.rawSpan)
            })
    }

    @Test("Commands are read as strictly as events")
    func commands() throws {
        let bytes = try Samples.command().canonical
        for length in 0..<bytes.count {
            #expect(throws: CBORError.self) { try CommandRecord(canonical: Array(bytes[..<length])) }
        }
        #expect(throwsCode(.trailingBytes) { () throws(CBORError) in _ = try CommandRecord(canonical: bytes + [0]) })
        guard case .map(var pairs) = try CBORValue(canonical: bytes) else { return }
        pairs[.number(4)] = .null
        #expect(try CommandRecord(canonical: CBORValue.map(pairs).canonical).occurredAt == .unknown)
        pairs[.number(4)] = nil
        #expect(try CommandRecord(canonical: CBORValue.map(pairs).canonical).occurredAt == nil)
        pairs[.number(8)] = .null
        #expect(try CommandRecord(canonical: CBORValue.map(pairs).canonical).id == "req-8841")
        pairs[.number(1)] = nil
        #expect(
            throwsCode(.missingField) { () throws(CBORError) in
                _ = try CommandRecord(canonical: CBORValue.map(pairs).canonical)
            })
    }
}
