import DealtrailProof
import Testing

@Suite("Signed notes")
struct SignedNoteTests {
    private func note() throws -> SignedNote {
        let note = try SignedNote(text: "If you think cryptography is the answer\n\nto your problem\n")
        return note.adding(try Keys.log().sign(note.body)).adding(try Keys.log("PeterNeumann", seed: 2).sign(note.body))
    }

    @Test("A note is read as it was written, and has no other spelling")
    func roundTrip() throws {
        let note = try note()
        #expect(try SignedNote(note.bytes) == note)
        #expect(note.signatures.count == 2)
        #expect(note.text == "If you think cryptography is the answer\n\nto your problem\n")
        #expect(try Keys.log().verifierKey.verifies(note.signatures[0], of: note))
        #expect(try !Keys.log().verifierKey.verifies(note.signatures[1], of: note))
    }

    @Test("Adding a signature twice adds it once")
    func twice() throws {
        let note = try note()
        #expect(note.adding(note.signatures[0]) == note)
    }

    @Test(
        "A malformed note is refused with its line",
        arguments: [
            ("", 1, "blank line"), ("text\n", 2, "blank line"), ("text\n\n", 3, "no signature"),
            ("text\n\n\u{2014} a AAAAAAA=", 3, "does not end"), ("te\u{7}xt\n\n\u{2014} a AAAAAAA=\n", 1, "control"),
            ("a\nb\r\n\n\u{2014} a AAAAAAA=\n", 2, "control"), ("text\n\n- a AAAAAAA=\n", 3, "em dash"),
            ("text\n\n\u{2014} AAAAAAA=\n", 3, "needs a name"), ("text\n\n\u{2014}  AAAAAAA=\n", 3, "name of the key"),
            ("text\n\n\u{2014} a+b AAAAAAA=\n", 3, "plus"), ("text\n\n\u{2014} a\u{a0}b AAAAAAA=\n", 3, "space"),
            ("text\n\n\u{2014} a AAAAAAA\n", 3, "base64"), ("text\n\n\u{2014} a AAAAAA==\n", 3, "4 bytes"),
            ("text\n\n\u{2014} a AAAAAAA=\n\u{2014} b !\n", 4, "base64"),
            ("text\n\n\u{2014} a AAAAAAA= \n", 3, "nothing else"),
        ] as [(String, Int, String)])
    func malformed(text: String, line: Int, reason: String) {
        let error = #expect(throws: FormatError.self) { try SignedNote(Array(text.utf8)) }
        #expect(error?.line == line)
        #expect(error?.reason.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test("Bytes that are not UTF-8 are refused with their line", arguments: 1...3)
    func notText(line: Int) {
        let lines = (1...3).map { $0 == line ? [0xff, 0x0a] : Array("é\n".utf8) }
        let error = #expect(throws: FormatError.self) {
            try SignedNote(lines.flatMap(\.self) + Array("\n\u{2014} a AAAAAAA=\n".utf8))
        }
        #expect(error?.line == line && error?.reason == "it is not UTF-8")
    }

    @Test("A hundred signatures are read, one more is not")
    func manySignatures() throws {
        let line = "\u{2014} a AAAAAAA=\n"
        let text = "text\n\n" + String(repeating: line, count: 100)
        #expect(try SignedNote(Array(text.utf8)).signatures.count == 100)
        #expect(throws: FormatError.self) { try SignedNote(Array((text + line).utf8)) }
    }

    @Test("Two spellings of one accented letter are two notes")
    func spelling() throws {
        #expect(try SignedNote(text: "\u{e9}\n") != SignedNote(text: "e\u{301}\n"))
    }
}
