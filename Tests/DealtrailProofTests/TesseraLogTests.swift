import DealtrailProof
import Testing

@Suite("The log of transparency-dev/tessera")
struct TesseraLogTests {
    private static let isPresent = SharedVectors.has("tessera-log")
    private static let missing: Comment = "\(SharedVectors.missing)"

    /// The root in the body of the checkpoint of a size: its third line.
    private func root(ofCheckpoint size: Int) throws -> Digest {
        let text = String(decoding: try SharedVectors.read("tessera-log/checkpoint.\(size)"), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[1] == "\(size)")
        return try #require(Digest(base64: String(lines[2])))
    }

    /// The entries of a bundle, each of which has its length in two bytes, big-endian, before it.
    private func entries(_ count: Int) throws -> [[UInt8]] {
        guard count > 0 else { return [] }
        var rest = try SharedVectors.read("tessera-log/tile/entries/000.p/\(count)")[...]
        var entries: [[UInt8]] = []
        while let high = rest.popFirst() {
            guard let low = rest.popFirst() else { break }
            let length = Int(high) << 8 | Int(low)
            try #require(rest.count >= length)
            entries.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        try #require(entries.count == count)
        return entries
    }

    @Test("Leaf hashes are those of the tiles", .enabled(if: isPresent, missing), arguments: 1...15)
    func leafHashes(size: Int) throws {
        let tile = try SharedVectors.read("tessera-log/tile/0/000.p/\(size)")
        #expect(try entries(size).flatMap { TreeHasher.leaf($0).bytes } == tile)
    }

    @Test("Roots are those of the checkpoints", .enabled(if: isPresent, missing), arguments: 0...15)
    func roots(size: Int) throws {
        let expected = try root(ofCheckpoint: size)
        var frontier = TreeFrontier()
        for entry in try entries(size) { frontier.append(TreeHasher.leaf(entry)) }
        #expect(frontier.root == expected)
        let whole = MemoryTree(leaves: try entries(15).map { TreeHasher.leaf($0) })
        #expect(try whole.root(at: UInt64(size)) == expected)
    }

    @Test("Every checkpoint is proved to begin every later one", .enabled(if: isPresent, missing), arguments: 1...15)
    func consistency(old: Int) throws {
        let tree = MemoryTree(leaves: try entries(15).map { TreeHasher.leaf($0) })
        for new in old...15 {
            let proof = try ConsistencyProof.make(oldSize: UInt64(old), newSize: UInt64(new), from: tree)
            try proof.verify(oldRoot: root(ofCheckpoint: old), newRoot: root(ofCheckpoint: new))
        }
    }
}
