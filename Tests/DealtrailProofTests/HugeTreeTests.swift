import DealtrailProof
import DealtrailTesting
import Testing

/// A tree of any size, all of whose leaves are the same, so that a subtree depends on its level alone.
private struct UniformTree: TreeSource {
    let levels: [Digest]

    init() {
        var levels = [TreeHasher.leaf([42])]
        while levels.count < 64 {
            let below = levels[levels.count - 1]
            levels.append(TreeHasher.node(below, below))
        }
        self.levels = levels
    }

    func subtree(level: UInt8, index: UInt64) -> Digest { levels[Int(level)] }
}

@Suite("Trees of every size that 64 bits can tell")
struct HugeTreeTests {
    private let tree = UniformTree()

    /// Sizes at and around powers of two, and the largest of all.
    private static let edges: [UInt64] = {
        let powers: [UInt64] = [3, 8, 31, 32, 33, 62, 63].map { (level: UInt64) -> UInt64 in 1 << level }
        return powers.flatMap { [$0 - 1, $0, $0 + 1] } + [.max - 1, .max]
    }()

    @Test("Proofs at the edges", arguments: edges)
    func atEdges(size: UInt64) throws {
        let root = try tree.root(at: size)
        for index in [0, 1, size / 2, size - 2, size - 1] {
            let proof = try InclusionProof.make(index: index, treeSize: size, from: tree)
            try proof.verify(leaf: tree.levels[0], root: root)
        }
        for old in Self.edges where old <= size {
            let proof = try ConsistencyProof.make(oldSize: old, newSize: size, from: tree)
            try proof.verify(oldRoot: tree.root(at: old), newRoot: root)
            #expect(proof.path.count <= 65)  // one for each of 64 levels, and the node from which the way starts
        }
    }

    @Test("Proofs of random sizes", arguments: seeds)
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let new = UInt64.random(in: 1 ... .max, using: &generator) >> UInt64.random(in: 0...62, using: &generator)
            guard new > 0 else { continue }
            let old = UInt64.random(in: 1...new, using: &generator)
            let root = try tree.root(at: new)
            try InclusionProof.make(index: old - 1, treeSize: new, from: tree).verify(leaf: tree.levels[0], root: root)
            try ConsistencyProof.make(oldSize: old, newSize: new, from: tree)
                .verify(oldRoot: tree.root(at: old), newRoot: root)
        }
    }

    @Test(
        "A frontier taken from the peaks has the same root", arguments: edges.filter { $0 <= TreeFrontier.maximumSize })
    func frontier(size: UInt64) throws {
        let peaks = (0..<64).reversed().filter { size >> UInt64($0) & 1 == 1 }.map { tree.levels[$0] }
        let frontier = try #require(TreeFrontier(size: size, peaks: peaks))
        #expect(try frontier.root == tree.root(at: size))
        #expect(try TreeFrontier(encoded: frontier.encoded) == frontier)
    }

    @Test("Random proofs never crash the verifier", arguments: seeds)
    func hostile(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let hashes = generator.leaves(70)
        for _ in 0..<2_000 {
            let first = generator.next() >> UInt64.random(in: 0...63, using: &generator)
            let second = generator.next() >> UInt64.random(in: 0...63, using: &generator)
            let path = Array(hashes.prefix(Int.random(in: 0...70, using: &generator)))
            #expect(throws: ProofError.self, "seed \(seed)") {
                try InclusionProof(index: first, treeSize: second, path: path).verify(leaf: hashes[0], root: hashes[1])
            }
            #expect(throws: ProofError.self, "seed \(seed)") {
                try ConsistencyProof(oldSize: first, newSize: second, path: path)
                    .verify(oldRoot: hashes[0], newRoot: hashes[1])
            }
        }
    }
}
