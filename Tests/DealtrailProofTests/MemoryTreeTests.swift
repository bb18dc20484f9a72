import DealtrailProof
import DealtrailTesting
import Testing

@Suite("The tree in memory")
struct MemoryTreeTests {
    @Test("It holds its leaves and their perfect subtrees, and no others", arguments: 0...40)
    func subtrees(size: Int) throws {
        var generator = SeededGenerator(seed: 1)
        let leaves = generator.leaves(size)
        let tree = MemoryTree(leaves: leaves)
        #expect(tree.size == UInt64(size))
        #expect(tree.leaves == leaves)
        for level in 0...7 {
            let count = size >> level
            for index in 0..<count {
                let expected = NaiveTree.root(leaves[(index << level)..<((index + 1) << level)])
                #expect(try tree.subtree(level: UInt8(level), index: UInt64(index)) == expected)
            }
            for index in [UInt64(count), .max] {
                let error = #expect(throws: ProofError.self) {
                    try tree.subtree(level: UInt8(level), index: index)
                }
                #expect(error?.code == .missingSubtree)
            }
        }
        #expect(throws: ProofError.self) { try tree.subtree(level: 255, index: 0) }
    }

    @Test("It does not answer for a size that it has not reached")
    func size() throws {
        let tree = MemoryTree(leaves: [TreeHasher.leaf([1])])
        #expect(try tree.root(at: 0) == TreeHasher.emptyRoot)
        #expect(try tree.root(at: 1) == TreeHasher.leaf([1]))
        for size in [UInt64(2), 3, 4, .max] {
            #expect(throws: ProofError.self) { try tree.root(at: size) }
        }
    }
}
