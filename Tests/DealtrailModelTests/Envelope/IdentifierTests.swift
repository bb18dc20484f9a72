import DealtrailModel
import Foundation
import Testing

@Suite("Identifiers and names")
struct IdentifierTests {
    @Test("A UUID version 7 is put together as RFC 9562 appendix A.6 has it")
    func version7() {
        let id = EventID(milliseconds: 0x017f_22e2_79b0, counter: 0xcc3, random: 0x18c4_dc0c_0c07_398f)
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        let full = EventID(milliseconds: .max, counter: .max, random: .max)
        #expect(full.description == "ffffffff-ffff-7fff-bfff-ffffffffffff")
        #expect(EventID(milliseconds: 1, counter: 0, random: .max) < EventID(milliseconds: 2, counter: 0, random: 0))
        #expect(EventID(milliseconds: 1, counter: 0, random: .max) < EventID(milliseconds: 1, counter: 1, random: 0))
    }

    @Test("Text and bytes, both ways")
    func forms() throws {
        let id = EventID(high: 0x0001_0203_0405_0607, low: 0x0809_0a0b_0c0d_0e0f)
        #expect(id.bytes == Array(0...15))
        #expect(EventID(bytes: 0...15) == id)
        #expect(id.description == "00010203-0405-0607-0809-0a0b0c0d0e0f")
        #expect(EventID(id.description) == id)
        #expect(EventID(id.description.uppercased()) == id)
        #expect(EventID(high: 0, low: 0).description == "00000000-0000-0000-0000-000000000000")
        for count in [0, 15, 17] { #expect(EventID(bytes: [UInt8](repeating: 0, count: count)) == nil) }
        #expect(try CBOREncoder().encode(id).hex == "50000102030405060708090a0b0c0d0e0f")
        #expect(try CBORDecoder().decode(EventID.self, from: CBOREncoder().encode(id)) == id)
        #expect(try JSONDecoder().decode([EventID].self, from: JSONEncoder().encode([id])) == [id])
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(EventID.self, from: [0x41, 0]) }
    }

    @Test(
        "What is not a UUID",
        arguments: [
            "", "00010203040506070809-0a0b0c0d0e0f", "00010203-0405-0607-0809-0a0b0c0d0e0",
            "g0010203-0405-0607-0809-0a0b0c0d0e0f",
            "+0010203-0405-0607-0809-0a0b0c0d0e0f", "00010203-0405-0607-0809-0a0b0c0d0e0f-",
            "{00010203-0405-0607-0809-0a0b0c0d0e0f}",
            "00010203-0405-0607-0809-0a0b0c0d0e\u{ff}",
        ])
    func refused(text: String) {
        #expect(EventID(text) == nil)
    }

    @Test("Names are valid from 1 to 255 bytes without control characters")
    func validNames() {
        #expect(!StreamName("").isValid)
        #expect(StreamName("a").isValid)
        #expect(StreamName(String(repeating: "a", count: 255)).isValid)
        #expect(!StreamName(String(repeating: "a", count: 256)).isValid)
        #expect(StreamName(String(repeating: "\u{6c34}", count: 85)).isValid)
        #expect(!StreamName(String(repeating: "\u{6c34}", count: 86)).isValid)
        for bad in ["a\u{0}", "a\n", "\t", "a\u{1f}b", "a\u{7f}"] {
            #expect(!Tag(bad).isValid, "\(bad.debugDescription)")
        }
        for good in ["a\u{20}b", "a\u{7e}", "\u{80}", "客户:海尔"] { #expect(Tag(good).isValid, "\(good)") }
    }

    @Test("Names are their bytes: two spellings of one letter are two names")
    func bytewise() {
        let composed: Tag = "caf\u{e9}"
        let decomposed: Tag = "cafe\u{301}"
        #expect(composed.rawValue == decomposed.rawValue, "Swift's own comparison holds them equal")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
        let event = NewEvent(kind: "k", stream: "s", tags: [composed, decomposed, composed], payload: [0xa0])
        #expect(event.tags.map { Array($0.rawValue.utf8).hex } == ["63616665cc81", "636166c3a9"])
        #expect(!Query.tag(composed).matches(kind: "k", tags: [decomposed]))
        #expect(StreamName("caf\u{e9}") != StreamName("cafe\u{301}"))
    }

    @Test("Tags are sorted by their bytes, each once")
    func sortedTags() {
        let event = NewEvent(
            kind: "k", stream: "s", tags: ["b", "a:2", "a:10", "B", "b", "\u{6c34}", "aa"], payload: [0xa0])
        #expect(event.tags == ["B", "a:10", "a:2", "aa", "b", "\u{6c34}"])
        #expect(Tag("account", "acme") == "account:acme")
    }

    @Test("Digests")
    func digests() throws {
        let empty = ContentDigest(of: [])
        #expect(empty.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(empty.short == "e3b0c44298fc")
        #expect(ContentDigest(hex: empty.description) == empty)
        #expect(ContentDigest(hex: empty.description.uppercased()) == empty)
        for bad in [
            "", String(empty.description.dropLast()), empty.description + "0", "g" + empty.description.dropFirst(),
        ] {
            #expect(ContentDigest(hex: bad) == nil, "\(bad)")
        }
        #expect(ContentDigest(bytes: [1]) == nil)
        #expect(try CBOREncoder().encode(empty).prefix(2) == [0x58, 0x20])
        #expect(try CBORDecoder().decode(ContentDigest.self, from: CBOREncoder().encode(empty)) == empty)
        #expect(try JSONDecoder().decode([ContentDigest].self, from: JSONEncoder().encode([empty])) == [empty])
        #expect(ContentDigest(of: [1]) < ContentDigest(of: []) || ContentDigest(of: []) < ContentDigest(of: [1]))
    }
}
