import DealtrailProof
import DealtrailTesting
import Testing

@Suite("The frontier of a growing tree")
struct TreeFrontierTests {
    private static let largest = 300

    @Test("Its root is the root by definition, for every size up to 300", arguments: seeds)
    func root(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let leaves = generator.leaves(Self.largest)
        let tree = MemoryTree(leaves: leaves)
        var frontier = TreeFrontier()
        for size in 0...Self.largest {
            #expect(frontier.size == UInt64(size))
            #expect(frontier.peaks.count == size.nonzeroBitCount)
            let root = NaiveTree.root(leaves[..<size])
            #expect(frontier.root == root, "seed \(seed), size \(size)")
            #expect(try tree.root(at: UInt64(size)) == root, "seed \(seed), size \(size)")
            if size < leaves.count { frontier.append(leaves[size]) }
        }
    }

    @Test("Every perfect subtree is told once, when its last leaf arrives", arguments: seeds)
    func subtrees(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let leaves = generator.leaves(Self.largest)
        let tree = MemoryTree(leaves: leaves)
        var frontier = TreeFrontier()
        var told = 0
        for (position, leaf) in leaves.enumerated() {
            var expectedLevel: UInt8 = 1
            frontier.append(leaf) { level, index, digest in
                #expect(level == expectedLevel, "seed \(seed)")
                #expect((index + 1) << UInt64(level) == UInt64(position) + 1, "seed \(seed)")
                let start = Int(index << UInt64(level))
                #expect(digest == NaiveTree.root(leaves[start...position]), "seed \(seed)")
                #expect((try? tree.subtree(level: level, index: index)) == digest, "seed \(seed)")
                expectedLevel += 1
                told += 1
            }
        }
        #expect(told == (1...8).map { Self.largest >> $0 }.reduce(0, +), "seed \(seed)")
    }

    @Test("It does not depend on batches, nor on being stored between them", arguments: seeds)
    func batching(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let leaves = generator.leaves(Self.largest)
        var whole = TreeFrontier()
        for leaf in leaves { whole.append(leaf) }
        for _ in 0..<20 {
            var stored = TreeFrontier().encoded
            var rest = leaves[...]
            while !rest.isEmpty {
                let batch = rest.prefix(Int.random(in: 1...64, using: &generator))
                var frontier = try TreeFrontier(encoded: stored)
                for leaf in batch { frontier.append(leaf) }
                stored = frontier.encoded
                rest = rest.dropFirst(batch.count)
            }
            #expect(try TreeFrontier(encoded: stored) == whole, "seed \(seed)")
        }
    }

    @Test("It is read back as it was written, for every size", arguments: seeds)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var frontier = TreeFrontier()
        for leaf in generator.leaves(Self.largest) {
            #expect(frontier.encoded.count == 8 + 32 * frontier.peaks.count)
            #expect(try TreeFrontier(encoded: frontier.encoded) == frontier, "seed \(seed)")
            #expect(TreeFrontier(size: frontier.size, peaks: frontier.peaks) == frontier, "seed \(seed)")
            frontier.append(leaf)
        }
    }

    @Test("The stored form is the size, little-endian, and the peaks")
    func layout() throws {
        let leaves = [TreeHasher.leaf([1]), TreeHasher.leaf([2]), TreeHasher.leaf([3])]
        var frontier = TreeFrontier()
        for leaf in leaves { frontier.append(leaf) }
        let pair = TreeHasher.node(leaves[0], leaves[1])
        #expect(frontier.peaks == [pair, leaves[2]])
        #expect(frontier.encoded == [3, 0, 0, 0, 0, 0, 0, 0] + pair.bytes + leaves[2].bytes)
        #expect(TreeFrontier().encoded == [0, 0, 0, 0, 0, 0, 0, 0])
    }
}
