import DealtrailModel
import Testing

@Suite("CBOR: what is refused")
struct CBORRefusalTests {
    /// RFC 8949 section 4.2.1: the argument takes the shortest form that holds it.
    @Test(
        "A head that is longer than needed",
        arguments: [
            "1800", "1817", "190000", "1900ff", "1a00000000", "1a0000ffff", "1b0000000000000000", "1b00000000ffffffff",
            "3800", "3817", "3900ff", "3a0000ffff", "3b00000000ffffffff", "5800", "581700", "590001aa", "780161",
            "79000161", "7a0000000161", "9800", "990000", "9b0000000000000000", "b800", "b90000", "ba00000000",
            "d804822001", "d90004822001", "c498022001",
        ])
    func notShortest(hex: String) {
        #expect(
            throwsCode(.notShortest) { () throws(CBORError) in _ = try CBORValue(canonical: Array(hex: hex)) }, "\(hex)"
        )
    }

    @Test(
        "Keys out of order, or twice",
        arguments: [
            "a201000100", "a202000100", "a2616100616100", "a2616200616100", "a262616100616200", "a26161000100",
            "a1 01 a2 02 00 01 00", "81a201000100", "a218180017 00",
        ])
    func keyOrder(hex: String) {
        #expect(
            throwsCode(.keyOrder) { () throws(CBORError) in _ = try CBORValue(canonical: Array(hex: hex)) }, "\(hex)")
        #expect(refusal(ofPayload: Array(hex: "a101" + hex.filter { $0 != " " })) == .malformedPayload)
    }

    @Test("Keys in order: numbers, then text by length, then by bytes")
    func keyOrderKept() throws {
        let bytes = Array(hex: "a5 00 00 17 00 1818 00 61 62 00 62 6161 00")
        #expect(try CBORValue(canonical: bytes).canonical == bytes)
        #expect(refusal(ofPayload: bytes) == nil)
    }

    @Test("Two spellings of an accented letter are two keys")
    func canonicallyEquivalentKeys() throws {
        // U+00E9 and U+0065 U+0301: one text to Swift, two to CBOR.
        let bytes = Array(hex: "a2 62 c3a9 01 63 65cc81 02")
        let value = try CBORValue(canonical: bytes)
        #expect(value.canonical == bytes)
        guard case .map(let pairs) = value else {
            Issue.record("not a map")
            return
        }
        #expect(pairs.count == 2)
    }

    @Test(
        "Text that is not UTF-8",
        arguments: ["61ff", "62c328", "63e28200", "64f0288cbc", "63eda080", "62c080", "64f4908080"])
    func invalidText(hex: String) {
        #expect(
            throwsCode(.invalidText) { () throws(CBORError) in _ = try CBORValue(canonical: Array(hex: hex)) }, "\(hex)"
        )
        #expect(refusal(ofPayload: Array(hex: "a101" + hex)) == .malformedPayload)
        #expect(refusal(ofPayload: Array(hex: "a1" + hex + "01")) == .malformedPayload)
    }

    @Test("Reserved heads", arguments: ["1c", "1d", "1e", "3c", "5d", "7e", "9c", "bd", "dc", "fc", "fe", "ff"])
    func reserved(hex: String) {
        #expect(
            throwsCode(.unsupported) { () throws(CBORError) in _ = try CBORValue(canonical: Array(hex: hex)) }, "\(hex)"
        )
    }

    @Test(
        "Decimals beyond their range",
        arguments: [
            "c4820101", "c4823201", "c4822041", "c482001b8000000000000000", "c482003b8000000000000000", "c4822038",
        ])
    func decimals(hex: String) {
        #expect(throws: CBORError.self) { try CBORValue(canonical: Array(hex: hex)) }
        #expect(refusal(ofPayload: Array(hex: "a101" + hex)) == .malformedPayload)
    }

    @Test(
        "The edges of decimals",
        arguments: ["c482001b7fffffffffffffff", "c482003b7fffffffffffffff", "c4823101", "c4820000"])
    func decimalEdges(hex: String) throws {
        #expect(try CBORValue(canonical: Array(hex: hex)).canonical == Array(hex: hex))
    }

    @Test("Bytes behind the item, at every length", arguments: CBORExampleTests.examples.map(\.hex))
    func trailing(hex: String) {
        #expect(
            throwsCode(.trailingBytes) { () throws(CBORError) in
                _ = try CBORValue(canonical: Array(hex: hex) + [0])
            })
    }

    @Test("An item cut short, at every length", arguments: CBORExampleTests.examples.map(\.hex))
    func truncated(hex: String) {
        let bytes = Array(hex: hex)
        for length in 0..<bytes.count {
            let cut = Array(bytes[..<length])
            #expect(
                throwsCode(.truncated) { () throws(CBORError) in
                    _ = try CBORValue(canonical: cut)
                }, "\(hex) cut to \(length)")
            var reader = CBORReader(cut.rawSpan)
            #expect(throwsCode(.truncated) { () throws(CBORError) in try reader.skip() }, "\(hex) cut to \(length)")
        }
    }

    @Test(
        "Counts that no input can fill take no memory and no time",
        arguments: [
            "9bffffffffffffffff", "bbffffffffffffffff", "5bffffffffffffffff", "7bffffffffffffffff", "9affffffff",
            "bb7fffffffffffffff", "9b7fffffffffffffff00", "baffffffff0000",
        ])
    func hugeCounts(hex: String) {
        #expect(throwsCode(.truncated) { () throws(CBORError) in _ = try CBORValue(canonical: Array(hex: hex)) })
        let bytes = Array(hex: hex)
        var reader = CBORReader(bytes.rawSpan)
        #expect(throwsCode(.truncated) { () throws(CBORError) in try reader.skip() })
        #expect(refusal(ofPayload: Array(hex: "a101" + hex)) == .malformedPayload)
    }

    @Test("Nesting: 32 levels are read, one more is refused, and ten thousand do not crash")
    func depth() throws {
        for (open, close) in [([UInt8(0x81)], [UInt8(0x00)]), ([0xa1, 0x01], [0x00])] {
            let deepest = [[UInt8]](repeating: open, count: 31).flatMap(\.self) + close
            #expect(try CBORValue(canonical: deepest).canonical == deepest)
            let beyond = open + deepest
            #expect(throwsCode(.tooDeep) { () throws(CBORError) in _ = try CBORValue(canonical: beyond) })
            let abyss = [[UInt8]](repeating: open, count: 10_000).flatMap(\.self) + close
            #expect(throwsCode(.tooDeep) { () throws(CBORError) in _ = try CBORValue(canonical: abyss) })
            #expect(refusal(ofPayload: [0xa1, 0x01] + abyss) == .malformedPayload)
            var reader = CBORReader(abyss.rawSpan)
            try reader.skip()
            #expect(reader.isAtEnd == true)
        }
    }

    @Test("An error says where")
    func offsets() {
        do throws(CBORError) {
            _ = try CBORValue(canonical: Array(hex: "83 01 02 1817"))
            Issue.record("nothing thrown")
        } catch {
            #expect(error == CBORError(.notShortest, at: 3))
            #expect(error.description == "CBOR notShortest at byte 3")
        }
    }
}
