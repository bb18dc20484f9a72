import DealtrailModel
import Testing

@testable import DealtrailEngine

@Suite("Keys by number")
struct KeyTableTests {
    private static let hasher = NameHasher(low: 1, high: 2)

    private static func name(_ number: Int) -> [UInt8] {
        // Shorter and longer than eight bytes, and many that differ in the last byte alone.
        Array((number % 3 == 0 ? "k\(number)" : "opportunity:\(number)").utf8)
    }

    @Test("every key is found by hash and text, and by nothing else, however large the table becomes")
    func growth() throws {
        var table = KeyTable()
        for number in 0..<5_000 {
            let text = Self.name(number)
            let hash = Self.hasher.hash(text.rawSpan, as: .stream)
            let before = table.find(hash, text.rawSpan)
            let added = try table.add(hash, text.rawSpan)
            #expect(before == nil)
            #expect(added == number)
        }
        #expect(table.count == 5_000)
        for number in 0..<5_000 {
            let text = Self.name(number)
            let hash = Self.hasher.hash(text.rawSpan, as: .stream)
            let other = Self.name(number + 1)
            let found = table.find(hash, text.rawSpan)
            let strangers = [table.find(hash ^ 1 << 63, text.rawSpan), table.find(hash, other.rawSpan)]
            let (kept, read) = (table.hash(of: number), table.withText(number) { $0.array() })
            #expect(found == number)
            #expect(strangers == [nil, nil])
            #expect(kept == hash)
            #expect(read == text)
        }
    }

    @Test("keys with one hash, or with one lower half of it, are told apart")
    func collisions() throws {
        var table = KeyTable()
        let hashes: [UInt64] = [7, 7, 7 | 1 << 32, 7 | 2 << 32, 7 | 1 << 10]
        for (number, hash) in hashes.enumerated() {
            let text = Self.name(number)
            let added = try table.add(hash, text.rawSpan)
            #expect(added == number)
        }
        for (number, hash) in hashes.enumerated() {
            let text = Self.name(number)
            let found = table.find(hash, text.rawSpan)
            #expect(found == number)
        }
        let third = Self.name(2)
        let stranger = table.find(7, third.rawSpan)
        #expect(stranger == nil)
    }

    @Test("a key has 1 to 511 bytes", arguments: [0, 1, 511, 512])
    func lengths(count: Int) throws {
        var table = KeyTable()
        let text = [UInt8](repeating: 0x61, count: count)
        if (1...511).contains(count) {
            let added = try table.add(3, text.rawSpan)
            let read = table.withText(0) { $0.array() }
            #expect(added == 0)
            #expect(read == text)
        } else {
            var failure: EngineError?
            do throws(EngineError) { _ = try table.add(3, text.rawSpan) } catch { failure = error }
            let count = table.count
            #expect(failure?.code == .keyLimit)
            #expect(count == 0)
        }
    }
}
