import DealtrailTesting
import Testing

@testable import DealtrailProof

@Suite("Batches hashed in parts")
struct SubtreeCoverTests {
    @Test("Give the tree of their leaves one by one, and tell of the same subtrees", arguments: 0..<40)
    func parts(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var single = TreeFrontier()
        var batched = TreeFrontier()
        let limit = UInt8.random(in: 0...7, using: &random)
        var expected: [String] = []
        var found: [String] = []
        for _ in 0..<12 {
            let leaves = (0..<Int.random(in: 1...300, using: &random)).map { _ in
                TreeHasher.leaf([UInt8.random(in: 0...255, using: &random)])
            }
            let cover = SubtreeCover(leaves: leaves, from: single.size, limit: limit)
            for leaf in leaves {
                single.append(leaf) { level, index, root in
                    if level > limit { expected.append("\(level) \(index) \(root)") }
                }
            }
            for subtree in cover.subtrees {
                batched.append(subtree: subtree.root, level: subtree.level) { level, index, root in
                    if level > limit { found.append("\(level) \(index) \(root)") }
                }
            }
            #expect(batched == single, "seed \(seed)")
        }
        #expect(found == expected, "seed \(seed)")
    }

    @Test("Nothing is covered by nothing")
    func empty() {
        #expect(SubtreeCover(leaves: [], from: 5, limit: 7).subtrees.isEmpty)
    }
}
