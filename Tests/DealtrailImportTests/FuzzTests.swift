import DealtrailImport
import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// 100,000 inputs that nobody would write: none makes a reader crash, and each is read or explained.
struct FuzzTests {
    private static let small = """
        mapping: fuzz
        zone: +01:00
        author: {id: "{who}", kinds: {u_: claimed}}
        pipeline: {name: p, version: 1, stages: [A, {name: B, requires: [x]}]}
        source:
          columns: [id, who, when, price]
          values: {w: {from: "{who}", aliases: {a: b}, unlisted: keep}}
          emit:
            - event: price-list.entry-set
              key: "{id}"
              occurred: {time: "{when?}", format: dd.MM.yyyy}
              when: {w: [b, c]}
              payload: {list: "{w|slug}", product: x, price: {money: "{price}", currency: CNY}}
        """

    @Test(arguments: seeds)
    func `CSV: every byte belongs to a record or a defect`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let favourites = Array("a,\"\n\r;".utf8)
        for _ in 0..<30_000 {
            let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ -> UInt8 in
                Bool.random(using: &random)
                    ? favourites.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
            }
            var parser = CSVParser(maximumRecordBytes: Int.random(in: 16...100, using: &random))
            parser.append(bytes)
            parser.finish()
            var row: UInt64 = 0
            while let outcome = parser.next() {
                row += 1
                switch outcome {
                case .record(let record): #expect(record.row == row, "seed \(seed)")
                case .defect(let defect):
                    #expect(defect.row == row && defect.column >= 1 && !defect.reason.isEmpty, "seed \(seed)")
                }
            }
            #expect(row <= bytes.count, "seed \(seed)")
        }
    }

    @Test(arguments: seeds)
    func `mappings: each is read, or every problem has a place`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let original = Array(Self.small.unicodeScalars)
        let favourites = Array("{}[]:,\"'#&*?|->\n\t %@!\u{0}é".unicodeScalars)
        for _ in 0..<3_000 {
            var scalars = original
            for _ in 0..<Int.random(in: 1...4, using: &random) where !scalars.isEmpty {
                let index = Int.random(in: 0..<scalars.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: scalars[index] = favourites.randomElement(using: &random) ?? " "
                case 1: scalars.insert(favourites.randomElement(using: &random) ?? " ", at: index)
                case 2: scalars.remove(at: index)
                default:
                    let end = min(scalars.count, index + Int.random(in: 1...40, using: &random))
                    scalars.removeSubrange(index..<end)
                }
            }
            let yaml = String(String.UnicodeScalarView(scalars))
            do throws(MappingError) {
                _ = try Mapping(yaml: yaml, file: "m.yaml", catalog: .sales)
            } catch {
                #expect(
                    !error.problems.isEmpty && error.problems.allSatisfy { $0.line >= 1 && $0.column >= 1 },
                    "seed \(seed)")
            }
        }
    }

    @Test(arguments: seeds)
    func `CloudEvents: each line is read or refused with its number`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let original = Array(
            #"{"specversion":"1.0","id":"1","source":"s","type":"x.y","subject":"s:1","author":"a","data":{"n":1.5}}"#
                .utf8)
        var reader = CloudEventsReader()
        for _ in 0..<1_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            for (line, result) in reader.requests(lines: bytes) {
                #expect(line >= 1)
                if case .failure(let error) = result {
                    #expect(error.line == line && !error.reason.isEmpty, "seed \(seed)")
                }
            }
        }
    }

    @Test(arguments: ["[", "{", "- ", "? ", "a: {"])
    func `deep nesting is refused`(_ opening: String) {
        let yaml = String(repeating: opening, count: 20_000)
        #expect(throws: MappingError.self) { try Mapping(yaml: yaml, file: "m.yaml", catalog: .sales) }
    }
}
