import DealtrailImport
import DealtrailTesting
import Testing

struct CSVParserTests {
    /// Parses `text` in pieces of `size` bytes.
    private func outcomes(_ bytes: [UInt8], size: Int = .max, limit: Int = 1 << 20) -> [CSVParser.Outcome] {
        var parser = CSVParser(maximumRecordBytes: limit)
        var outcomes: [CSVParser.Outcome] = []
        var start = 0
        while start < bytes.count {
            let end = size > bytes.count - start ? bytes.count : start + size
            parser.append(bytes[start..<end])
            while let outcome = parser.next() { outcomes.append(outcome) }
            start = end
        }
        parser.finish()
        while let outcome = parser.next() { outcomes.append(outcome) }
        return outcomes
    }

    private func fields(_ text: String) -> [[String]] {
        outcomes(Array(text.utf8)).map { outcome in
            switch outcome {
            case .record(let record): record.fields
            case .defect(let defect):
                ["!\(defect.code.rawValue)", "\(defect.row)", "\(defect.line)", "\(defect.column)"]
            }
        }
    }

    @Test(arguments: [
        ("", []),
        ("a", [["a"]]),
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("\u{feff}a\n", [["a"]]),
        (",\n", [["", ""]]),
        ("\n\n", [[""], [""]]),
        ("\"a,b\",\"c\"\"d\",\"\"\r\n", [["a,b", "c\"d", ""]]),
        ("\"x\r\ny\",z\nw\n", [["x\r\ny", "z"], ["w"]]),
        ("é,中\n", [["é", "中"]]),
        ("a\u{0}b\n", [["a\u{0}b"]]),
    ])
    func `records as RFC 4180 has them`(_ text: String, _ expected: [[String]]) {
        #expect(fields(text) == expected)
    }

    @Test(arguments: [
        ("a\"b,c\nd\n", [["!quote-in-field", "1", "1", "1"], ["d"]]),
        ("a,\"b\"c\nd\n", [["!text-after-quote", "1", "1", "2"], ["d"]]),
        ("h\na,\"b\nc\nd\n", [["h"], ["!unclosed-quote", "2", "2", "2"], ["c"], ["d"]]),
        ("a\rb\nc\n", [["!bare-carriage-return", "1", "1", "1"], ["c"]]),
        ("a\r", [["!bare-carriage-return", "1", "1", "1"]]),
        ("\"x\ny\"z,1\nd\n", [["!text-after-quote", "1", "2", "1"], ["d"]]),
        ("\"x\ny\",\"z", [["!unclosed-quote", "1", "1", "2"], ["!quote-in-field", "2", "2", "1"]]),
    ])
    func `defects with row, line and column, and the next record after them`(_ text: String, _ expected: [[String]]) {
        #expect(fields(text) == expected)
    }

    @Test func `invalid UTF-8 is reported with its column and its bytes`() throws {
        let found = outcomes([0x61, 0x2c, 0xff, 0xfe, 0x0d, 0x0a, 0x62, 0x0a])
        guard case .defect(let defect) = found.first else { throw TestFailure("a defect comes first") }
        #expect(defect.code == .invalidText)
        #expect(defect.column == 2)
        #expect(defect.raw == [0x61, 0x2c, 0xff, 0xfe])
        #expect(found.last == .record(CSVRecord(row: 2, line: 2, fields: ["b"])))
    }

    @Test(arguments: [(15, true), (16, true), (17, false)])
    func `the limit, and one byte either side`(_ size: Int, _ isTaken: Bool) {
        let text = Array((String(repeating: "x", count: size - 1) + "\nrest\n").utf8)
        let found = outcomes(text, limit: 16)
        #expect(found.count == 2)
        if case .record = found.first { #expect(isTaken) } else { #expect(!isTaken) }
        #expect(found.last == .record(CSVRecord(row: 2, line: 2, fields: ["rest"])))
    }

    @Test(arguments: seeds)
    func `what is found does not depend on the pieces`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("ab,,\"\"\n\r\n\u{ff}".utf8) + [0xff]
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            let limit = Int.random(in: 16...64, using: &random)
            let whole = outcomes(bytes, limit: limit)
            for size in [1, 2, 3, 7] {
                #expect(
                    outcomes(bytes, size: size, limit: limit) == whole, "seed \(seed), bytes \(bytes), size \(size)")
            }
        }
    }

    @Test(arguments: seeds)
    func `what is written is read back`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet: [Character] = ["a", ",", "\"", "\n", "\r\n", "é", " "]
        for _ in 0..<2_000 {
            let fields = (0...Int.random(in: 0...4, using: &random)).map { _ in
                String(
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a"
                    })
            }
            let line = fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
            #expect(self.fields(line + "\r\n") == [fields], "seed \(seed)")
        }
    }

    @Test func `rows and lines run apart after a field with line breaks`() {
        let found = outcomes(Array("a\n\"b\nb\"\nc\n".utf8))
        #expect(
            found == [
                .record(CSVRecord(row: 1, line: 1, fields: ["a"])),
                .record(CSVRecord(row: 2, line: 2, fields: ["b\nb"])),
                .record(CSVRecord(row: 3, line: 4, fields: ["c"])),
            ])
    }
}
