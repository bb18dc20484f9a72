import DealtrailProof
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
    private static let isPresent = SharedVectors.has("tessera-log")
    private static let missing: Comment = "\(SharedVectors.missing)"
    private static let tessera = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"

    @Test(
        "Every checkpoint of tessera verifies, and is written as it was read", .enabled(if: isPresent, missing),
        arguments: 0...15)
    func tessera(size: UInt64) throws {
        let bytes = try SharedVectors.read("tessera-log/checkpoint.\(size)")
        let signed = try SignedCheckpoint(bytes)
        #expect(signed.bytes == bytes)
        #expect(signed.checkpoint.size == size)
        #expect(Array(signed.checkpoint.text.utf8) == signed.note.body)
        let verdict = try TrustPolicy(log: VerifierKey(Self.tessera)).evaluate(signed)
        #expect(verdict.checkpoint.origin == "example.com/log/testdata")
    }

    @Test("No altered byte of a checkpoint of tessera goes unnoticed", .enabled(if: isPresent, missing))
    func tesseraDamage() throws {
        let bytes = try SharedVectors.read("tessera-log/checkpoint.7")
        let policy = try TrustPolicy(log: VerifierKey(Self.tessera))
        for index in bytes.indices {
            for bit in 0..<8 {
                var altered = bytes
                altered[index] ^= 1 << UInt8(bit)
                #expect(throws: (any Error).self, "bit \(bit) of byte \(index)") {
                    try policy.evaluate(SignedCheckpoint(altered))
                }
            }
        }
    }

    @Test(
        "A malformed body is refused with its line",
        arguments: [
            ("", 1), ("a\n1\n", 3), ("\n1\nROOT\n", 1), ("a\n01\nROOT\n", 2), ("a\n-1\nROOT\n", 2),
            ("a\n+1\nROOT\n", 2),
            ("a\n\nROOT\n", 2), ("a\n9223372036854775808\nROOT\n", 2), ("a\n1\nROOT=\n", 3), ("a\n1\n\n", 3),
            ("a\n0\nROOT\n", 3), ("a\n1\nROOT\nx\n\ny\n", 5),
        ])
    func malformed(text: String, line: Int) {
        let body = text.replacing("ROOT", with: TreeHasher.leaf([]).base64)
        let error = #expect(throws: FormatError.self) { try Checkpoint(body: Array(body.utf8)) }
        #expect(error?.line == line, "\(error?.description ?? "")")
    }

    @Test("Extension lines are kept")
    func extensions() throws {
        let text = "a\n1\n\(TreeHasher.leaf([]).base64)\nmore\nand more\n"
        let checkpoint = try Checkpoint(body: Array(text.utf8))
        #expect(checkpoint.extensions == ["more", "and more"])
        #expect(checkpoint.text == text)
    }

    @Test("The key of another log does not sign")
    func otherKey() throws {
        let checkpoint = try Checkpoint(origin: "other", size: 0, root: TreeHasher.emptyRoot)
        let error = #expect(throws: TrustError.self) { try SignedCheckpoint(checkpoint, by: Keys.log()) }
        #expect(error?.code == .keyOfOther)
    }
}
