import DealtrailProof
import DealtrailTesting
import Testing

@Suite("Inclusion proofs")
struct InclusionProofTests {
    @Test("Each position of each tree up to 70 is proved, as the RFC defines it", arguments: seeds)
    func proves(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let leaves = generator.leaves(70)
        let tree = MemoryTree(leaves: leaves)
        for size in 1...leaves.count {
            let root = NaiveTree.root(leaves[..<size])
            for index in 0..<size {
                let proof = try InclusionProof.make(index: UInt64(index), treeSize: UInt64(size), from: tree)
                #expect(proof.path == NaiveTree.path(index, leaves[..<size]), "seed \(seed), \(index) of \(size)")
                try proof.verify(leaf: leaves[index], root: root)
                #expect(try proof.computedRoot(leaf: leaves[index]) == root)
            }
        }
    }

    @Test("Any single bit turned over is noticed", arguments: 1...13)
    func mutations(size: Int) throws {
        var generator = SeededGenerator(seed: 6962)
        let leaves = generator.leaves(size)
        let tree = MemoryTree(leaves: leaves)
        let root = try tree.root(at: UInt64(size))
        for index in 0..<size {
            let proof = try InclusionProof.make(index: UInt64(index), treeSize: UInt64(size), from: tree)
            let leaf = leaves[index]
            for bit in 0..<Digest.bitCount {
                #expect(refusal(of: proof, try leaf.flipping(bit: bit), root) == .rootMismatch)
                #expect(refusal(of: proof, leaf, try root.flipping(bit: bit)) == .rootMismatch)
                for step in proof.path.indices {
                    let changed = InclusionProof(
                        index: proof.index, treeSize: proof.treeSize,
                        path: try proof.path.flipping(bit: bit, of: step))
                    #expect(refusal(of: changed, leaf, root) == .rootMismatch)
                }
            }
            for bit in 0..<64 {
                let changed = InclusionProof(
                    index: proof.index ^ 1 << UInt64(bit), treeSize: proof.treeSize, path: proof.path)
                #expect(refusal(of: changed, leaf, root) != nil, "position \(index), bit \(bit)")
            }
        }
    }

    @Test("Random bits turned over in larger trees are noticed", arguments: seeds)
    func largeMutations(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let leaves = generator.leaves(1_000)
        let tree = MemoryTree(leaves: leaves)
        for _ in 0..<500 {
            let size = Int.random(in: 2...leaves.count, using: &generator)
            let index = Int.random(in: 0..<size, using: &generator)
            let root = try tree.root(at: UInt64(size))
            let proof = try InclusionProof.make(index: UInt64(index), treeSize: UInt64(size), from: tree)
            #expect(refusal(of: proof, leaves[index], root) == nil, "seed \(seed)")
            let changed = InclusionProof(
                index: proof.index, treeSize: proof.treeSize,
                path: try proof.path.flipping(
                    bit: Int.random(in: 0..<Digest.bitCount, using: &generator),
                    of: Int.random(in: proof.path.indices, using: &generator)))
            #expect(refusal(of: changed, leaves[index], root) == .rootMismatch, "seed \(seed)")
        }
    }

    @Test("Hashes added, left out or moved are noticed", arguments: seeds)
    func pathLength(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let leaves = generator.leaves(33)
        let tree = MemoryTree(leaves: leaves)
        let root = try tree.root(at: 33)
        for index in 0..<leaves.count {
            let proof = try InclusionProof.make(index: UInt64(index), treeSize: 33, from: tree)
            for place in 0...proof.path.count {
                var longer = proof.path
                longer.insert(root, at: place)
                #expect(refusal(of: proof.with(longer), leaves[index], root) == .pathLength, "seed \(seed)")
            }
            for place in proof.path.indices {
                var shorter = proof.path
                shorter.remove(at: place)
                #expect(refusal(of: proof.with(shorter), leaves[index], root) == .pathLength, "seed \(seed)")
            }
            if proof.path.count > 1 {
                #expect(refusal(of: proof.with(proof.path.reversed()), leaves[index], root) == .rootMismatch)
            }
        }
    }

    @Test("A position beyond the tree is refused when making and when verifying")
    func indexOutOfRange() throws {
        let leaf = TreeHasher.leaf([1])
        let tree = MemoryTree(leaves: [leaf])
        for (index, size) in [(0, 0), (1, 1), (2, 1), (UInt64.max, 1), (UInt64.max, UInt64.max)] {
            let proof = InclusionProof(index: index, treeSize: size, path: [])
            #expect(refusal(of: proof, leaf, leaf) == .indexOutOfRange)
            let error = #expect(throws: ProofError.self) {
                try InclusionProof.make(index: index, treeSize: size, from: tree)
            }
            #expect(error?.code == .indexOutOfRange)
        }
    }

    @Test("A tree that has not grown so far makes no proof")
    func missing() throws {
        let tree = MemoryTree(leaves: [TreeHasher.leaf([1]), TreeHasher.leaf([2]), TreeHasher.leaf([3])])
        for size in UInt64(4)...9 {
            let error = #expect(throws: ProofError.self) {
                try InclusionProof.make(index: 0, treeSize: size, from: tree)
            }
            #expect(error?.code == .missingSubtree)
        }
    }

    private func refusal(of proof: InclusionProof, _ leaf: Digest, _ root: Digest) -> ProofError.Code? {
        do throws(ProofError) {
            try proof.verify(leaf: leaf, root: root)
            return nil
        } catch {
            return error.code
        }
    }
}

extension InclusionProof {
    fileprivate func with(_ path: [Digest]) -> InclusionProof {
        InclusionProof(index: index, treeSize: treeSize, path: path)
    }
}
