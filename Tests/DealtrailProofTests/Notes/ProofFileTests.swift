import DealtrailProof
import DealtrailTesting
import Testing

@Suite("Proof files")
struct ProofFileTests {
    private let events: [[UInt8]]
    private let tree: MemoryTree
    private let policy: TrustPolicy

    init() throws {
        var generator = SeededGenerator(seed: 6962)
        events = (0..<21).map { _ in generator.event() }
        tree = MemoryTree(leaves: events.map { TreeHasher.leaf($0) })
        policy = try TrustPolicy(log: Keys.log().verifierKey)
    }

    private func proof(_ index: Int, of size: UInt64? = nil) throws -> EventProof {
        let size = size ?? tree.size
        let path = try InclusionProof.make(index: UInt64(index), treeSize: size, from: tree).path
        return EventProof(
            event: events[index], index: UInt64(index), path: path, checkpoint: try Keys.checkpoint(tree, size))
    }

    @Test("Every event of every size is proved by its file alone")
    func everyEvent() throws {
        for size in 1...tree.size {
            for index in 0..<Int(size) {
                let bytes = try proof(index, of: size).bytes
                let read = try EventProof(bytes)
                #expect(read.bytes == bytes)
                #expect(try read.verify(policy).checkpoint.size == size)
            }
        }
    }

    @Test("No altered byte of a file goes unnoticed")
    func damage() throws {
        let bytes = try proof(9).bytes
        for index in bytes.indices {
            var altered = bytes
            altered[index] ^= 1
            #expect(throws: (any Error).self, "byte \(index)") { try EventProof(altered).verify(policy) }
        }
    }

    @Test("The file has the lines that the format says")
    func layout() throws {
        let lines = String(decoding: try proof(0, of: 2).bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "c2sp.org/tlog-proof@v1")
        #expect(lines[1].hasPrefix("extra "))
        #expect(lines[2] == "index 0")
        #expect(lines[3] == "\(TreeHasher.leaf(events[1]).base64)")
        #expect(lines[4].isEmpty)
        #expect(lines[5] == "example.com/sales")
    }

    @Test(
        "A malformed file is refused with its line",
        arguments: [
            ("", 1), ("c2sp.org/tlog-proof@v2\n", 1), ("HEAD\n", 2), ("HEAD\nindex 0\n", 2), ("HEAD\nextra !\n", 2),
            ("HEAD\nextra AA==\nindex 00\n", 3), ("HEAD\nextra AA==\nindex 0\nAA==\n", 4),
            ("HEAD\nextra AA==\nindex 0\n\nx\n", 6),
            ("HEAD\nextra AA==\nindex 0\n\nx\n1\nz\n\n\u{2014} a AAAAAAA=\n", 7),
        ])
    func malformed(text: String, line: Int) {
        let text = text.replacing("HEAD", with: EventProof.header)
        let error = #expect(throws: FormatError.self) { try EventProof(Array(text.utf8)) }
        #expect(error?.line == line, "\(error?.description ?? "")")
    }

    @Test("A log that grew is proved to have grown, from every size but nought")
    func growth() throws {
        for old in 1...tree.size {
            for new in old...tree.size {
                let path = try ConsistencyProof.make(oldSize: old, newSize: new, from: tree).path
                let proof = GrowthProof(oldSize: old, path: path, checkpoint: try Keys.checkpoint(tree, new))
                #expect(try GrowthProof(proof.bytes) == proof)
                #expect(try proof.verify(known: Keys.checkpoint(tree, old), policy).checkpoint.size == new)
            }
        }
        let fromNothing = GrowthProof(oldSize: 0, path: [], checkpoint: try Keys.checkpoint(tree))
        let error = #expect(throws: ProofError.self) { try fromNothing.verify(known: Keys.checkpoint(tree, 0), policy) }
        #expect(error?.code == .emptyTree)
    }

    @Test("A rollback, a fork and a proof from elsewhere each have their name")
    func growthAttacks() throws {
        func code(_ proof: GrowthProof, _ known: SignedCheckpoint) throws -> TrustError.Code? {
            do {
                _ = try proof.verify(known: known, policy)
                return nil
            } catch let error as TrustError {
                return error.code
            }
        }
        let path = try ConsistencyProof.make(oldSize: 5, newSize: 9, from: tree).path
        let proof = GrowthProof(oldSize: 5, path: path, checkpoint: try Keys.checkpoint(tree, 9))
        #expect(try code(proof, Keys.checkpoint(tree, 5)) == nil)
        #expect(try code(proof, Keys.checkpoint(tree, 10)) == .rolledBack)
        #expect(try code(proof, Keys.checkpoint(tree, 6)) == .mismatch)
        let other = MemoryTree(leaves: tree.leaves.reversed())
        let same = GrowthProof(oldSize: 9, path: [], checkpoint: try Keys.checkpoint(tree, 9))
        #expect(try code(same, Keys.checkpoint(other, 9)) == .forked)
        #expect(throws: ProofError.self) { try proof.verify(known: Keys.checkpoint(other, 5), policy) }
        let elsewhere = try Keys.checkpoint(tree, 5, by: Keys.log("example.com/other"))
        #expect(try code(proof, elsewhere) == .otherOrigin)
    }
}
