import DealtrailModel
import Testing

@Suite("CBOR: the writer and the reader")
struct CBORWriterTests {
    @Test(
        "Each head takes its shortest form, one on either side of every step",
        arguments: [
            (UInt64(0), "00"), (23, "17"), (24, "1818"), (255, "18ff"), (256, "190100"), (65_535, "19ffff"),
            (65_536, "1a00010000"), (0xffff_ffff, "1affffffff"), (0x1_0000_0000, "1b0000000100000000"),
            (.max, "1bffffffffffffffff"),
        ])
    func heads(value: UInt64, hex: String) throws {
        var writer = CBORWriter()
        writer.write(value)
        #expect(writer.bytes.hex == hex)
        var reader = CBORReader(writer.bytes.rawSpan)
        let (read, atEnd) = (try reader.readUnsigned(), reader.isAtEnd)
        #expect(read == value)
        #expect(atEnd)
    }

    @Test(
        "Signed integers",
        arguments: [
            (Int64(0), "00"), (-1, "20"), (-24, "37"), (-25, "3818"), (-256, "38ff"), (-257, "390100"),
            (.max, "1b7fffffffffffffff"), (.min, "3b7fffffffffffffff"),
        ])
    func integers(value: Int64, hex: String) throws {
        var writer = CBORWriter()
        writer.write(value)
        #expect(writer.bytes.hex == hex)
        var reader = CBORReader(writer.bytes.rawSpan)
        let read = try reader.readInteger()
        #expect(read == value)
    }

    @Test("Integers beyond 64 bits, signed, are refused", arguments: ["1b8000000000000000", "3b8000000000000000"])
    func integersBeyond(hex: String) {
        let bytes = Array(hex: hex)
        #expect(
            throwsCode(.outOfRange) { () throws(CBORError) in
                var reader = CBORReader(bytes.rawSpan)
                _ = try reader.readInteger()
            })
    }

    @Test("Another type than asked for is an error that names both")
    func unexpectedType() {
        let bytes = Array(hex: "6161")
        do throws(CBORError) {
            var reader = CBORReader(bytes.rawSpan)
            _ = try reader.readByteString()
            Issue.record("nothing thrown")
        } catch {
            #expect(error == CBORError(.unexpectedType, at: 0, "expected bytes, found text"))
        }
    }

    @Test("Items are skipped, borrowed and passed over one by one")
    func walking() throws {
        let bytes = Array(hex: "a3 01 6161 02 83 01 f6 c4822001 03 4401020304")
        var reader = CBORReader(bytes.rawSpan)
        let count = try reader.readMapHead()
        #expect(count == 3)
        var key = try reader.readUnsigned()
        #expect(key == 1)
        let text = try reader.readText()
        #expect(text == "a")
        key = try reader.readUnsigned()
        #expect(key == 2)
        let item = try reader.readItem().array()
        #expect(item.hex == "8301f6c4822001")
        let type = try reader.peekType()
        #expect(type == .unsigned)
        key = try reader.readUnsigned()
        #expect(key == 3)
        let isNull = reader.readNull()
        #expect(!isNull)
        let body = try reader.readByteString().array()
        #expect(body == [1, 2, 3, 4])
        let (atEnd, nullAtEnd) = (reader.isAtEnd, reader.readNull())
        #expect(atEnd)
        #expect(!nullAtEnd)
        #expect(
            throwsCode(.truncated) { () throws(CBORError) in
                let nothing: [UInt8] = []
                _ = try CBORReader(nothing.rawSpan).peekType()
            })
    }

    @Test("JSON of a value, both ways")
    func json() throws {
        let value = try CBORValue(canonical: Array(hex: "a4 01 6161 02 c48221192422 03 82 20 f6 04 42 0aff"))
        #expect(try value.json() == #"{"1":"a","2":"92.50","3":[-1,null],"4":"0aff"}"#)
        let read = try CBORValue(json: #"{"a": [1, -2, 0.5, true, null, "x"], "b": {}}"#)
        #expect(
            read
                == .map([
                    .text("a"): .array([.unsigned(1), .negative(1), .decimal("0.5"), .bool(true), .null, .text("x")]),
                    .text("b"): .map([:]),
                ]))
        #expect(throws: (any Error).self) { try CBORValue(json: "{") }
        #expect(throws: (any Error).self) { try CBORValue(json: "1e40") }
        #expect(try CBORValue.negative(.max).json() == #""-18446744073709551615-1""#)
    }
}
