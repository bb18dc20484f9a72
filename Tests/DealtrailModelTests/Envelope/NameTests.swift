import DealtrailModel
import DealtrailTesting
import Testing

@Suite("Names are bytes")
struct NameTests {
    private static let pieces = [
        "a", "b", "ab", "~", "\u{80}", "é", "e\u{301}", "名", "\u{10ffff}", " ", "\u{1f}", "\u{7f}", "\u{20}", "\u{0}",
    ]

    private static func name(_ random: inout SeededGenerator, controls: Bool) -> String {
        let count = Int.random(in: 0...24, using: &random)
        return (0..<count).map { _ in
            pieces[Int.random(in: 0..<(controls ? pieces.count : 10), using: &random)]
        }.joined()
    }

    @Test("Equal, ordered and valid by their UTF-8, at every length and place", arguments: 0..<60)
    func bytes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for round in 0..<100 {
            let first = Self.name(&random, controls: round % 4 == 0)
            let second =
                round % 3 == 0 ? first + Self.name(&random, controls: false) : Self.name(&random, controls: false)
            let (left, right) = (Array(first.utf8), Array(second.utf8))
            #expect((Tag(first) == Tag(second)) == (left == right), "seed \(seed): \(left) \(right)")
            #expect(
                (Tag(first) < Tag(second)) == left.lexicographicallyPrecedes(right), "seed \(seed): \(left) \(right)")
            let isValid = (1...255).contains(left.count) && !left.contains { $0 < 0x20 || $0 == 0x7f }
            #expect(Tag(first).isValid == isValid, "seed \(seed): \(left)")
        }
    }

    @Test("255 bytes are a name, 256 are none")
    func length() {
        #expect(Tag(String(repeating: "x", count: 255)).isValid)
        #expect(!Tag(String(repeating: "x", count: 256)).isValid)
        #expect(!Tag("").isValid)
    }

    @Test("Tags are stored sorted, each once, however they are given", arguments: 0..<20)
    func tags(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let given = (0..<Int.random(in: 0...6, using: &random)).map { _ in
            Tag("t", "\(Int.random(in: 0...4, using: &random))")
        }
        let event = NewEvent(kind: "test.happened", stream: "s:1", tags: given, payload: [0xa0])
        #expect(event.tags == Set(given).sorted(), "seed \(seed)")
    }
}
