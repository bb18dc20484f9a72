import DealtrailProof
import DealtrailTesting
import Testing

@Suite("Consistency proofs")
struct ConsistencyProofTests {
    @Test("Each pair of sizes up to 64 is proved, as the RFC defines it", arguments: seeds)
    func proves(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let leaves = generator.leaves(64)
        let tree = MemoryTree(leaves: leaves)
        let roots = (0...64).map { NaiveTree.root(leaves[..<$0]) }
        for new in 1...64 {
            for old in 1...new {
                let proof = try ConsistencyProof.make(oldSize: UInt64(old), newSize: UInt64(new), from: tree)
                #expect(proof.path == NaiveTree.proof(old, leaves[..<new]), "seed \(seed), \(old) to \(new)")
                try proof.verify(oldRoot: roots[old], newRoot: roots[new])
                if old != new {
                    #expect(refusal(of: proof, roots[new], roots[old]) != nil, "seed \(seed), \(old) to \(new)")
                }
            }
        }
    }

    @Test("Any single bit turned over is noticed", arguments: 1...9)
    func mutations(new: Int) throws {
        var generator = SeededGenerator(seed: 9162)
        let tree = MemoryTree(leaves: generator.leaves(new))
        let newRoot = try tree.root(at: UInt64(new))
        for old in 1...new {
            let oldRoot = try tree.root(at: UInt64(old))
            let proof = try ConsistencyProof.make(oldSize: UInt64(old), newSize: UInt64(new), from: tree)
            for bit in 0..<Digest.bitCount {
                #expect(refusal(of: proof, try oldRoot.flipping(bit: bit), newRoot) != nil, "\(old) to \(new)")
                #expect(refusal(of: proof, oldRoot, try newRoot.flipping(bit: bit)) == .newRootMismatch)
                for step in proof.path.indices {
                    let changed = proof.with(try proof.path.flipping(bit: bit, of: step))
                    #expect(refusal(of: changed, oldRoot, newRoot) != nil, "\(old) to \(new), hash \(step)")
                }
            }
        }
    }

    @Test("A history that was changed before the old size cannot be proved", arguments: seeds)
    func changedHistory(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let leaves = generator.leaves(50)
        let honest = MemoryTree(leaves: leaves)
        for _ in 0..<200 {
            let old = Int.random(in: 1...50, using: &generator)
            let new = Int.random(in: old...50, using: &generator)
            var altered = leaves
            altered[Int.random(in: 0..<old, using: &generator)] = TreeHasher.leaf(generator.event())
            let forged = MemoryTree(leaves: altered)
            let proof = try ConsistencyProof.make(oldSize: UInt64(old), newSize: UInt64(new), from: forged)
            let kept = try honest.root(at: UInt64(old))
            let claimed = try forged.root(at: UInt64(new))
            #expect(refusal(of: proof, kept, claimed) != nil, "seed \(seed), \(old) to \(new)")
        }
    }

    @Test("Hashes added, left out or moved are noticed", arguments: 1...20)
    func pathLength(new: Int) throws {
        var generator = SeededGenerator(seed: 1)
        let tree = MemoryTree(leaves: generator.leaves(new))
        let newRoot = try tree.root(at: UInt64(new))
        for old in 1...new {
            let oldRoot = try tree.root(at: UInt64(old))
            let proof = try ConsistencyProof.make(oldSize: UInt64(old), newSize: UInt64(new), from: tree)
            for extra in [oldRoot, newRoot] {
                for place in 0...proof.path.count {
                    var longer = proof.path
                    longer.insert(extra, at: place)
                    #expect(refusal(of: proof.with(longer), oldRoot, newRoot) == .pathLength)
                }
            }
            for place in proof.path.indices {
                var shorter = proof.path
                shorter.remove(at: place)
                #expect(refusal(of: proof.with(shorter), oldRoot, newRoot) == .pathLength)
            }
            if proof.path.count > 1 {
                #expect(refusal(of: proof.with(proof.path.reversed()), oldRoot, newRoot) != nil)
            }
        }
    }

    @Test("Nothing is proved from size 0, nor backwards")
    func sizes() {
        let root = TreeHasher.leaf([1])
        let tree = MemoryTree(leaves: [root])
        let cases: [(UInt64, UInt64, ProofError.Code)] = [
            (0, 0, .emptyTree), (0, 1, .emptyTree), (0, .max, .emptyTree),
            (2, 1, .sizesReversed), (1, 0, .sizesReversed), (.max, 1, .sizesReversed),
        ]
        for (old, new, code) in cases {
            let proof = ConsistencyProof(oldSize: old, newSize: new, path: [])
            #expect(refusal(of: proof, TreeHasher.emptyRoot, TreeHasher.emptyRoot) == code)
            let error = #expect(throws: ProofError.self) {
                try ConsistencyProof.make(oldSize: old, newSize: new, from: tree)
            }
            #expect(error?.code == code)
        }
    }

    @Test("Equal sizes need equal roots and no hashes")
    func equalSizes() throws {
        let root = TreeHasher.leaf([1])
        let other = TreeHasher.leaf([2])
        for size in [UInt64(1), 6, .max] {
            let proof = ConsistencyProof(oldSize: size, newSize: size, path: [])
            #expect(refusal(of: proof, root, root) == nil)
            #expect(refusal(of: proof, root, other) == .newRootMismatch)
            #expect(refusal(of: proof.with([root]), root, root) == .pathLength)
        }
    }

    private func refusal(of proof: ConsistencyProof, _ oldRoot: Digest, _ newRoot: Digest) -> ProofError.Code? {
        do throws(ProofError) {
            try proof.verify(oldRoot: oldRoot, newRoot: newRoot)
            return nil
        } catch {
            return error.code
        }
    }
}

extension ConsistencyProof {
    fileprivate func with(_ path: [Digest]) -> ConsistencyProof {
        ConsistencyProof(oldSize: oldSize, newSize: newSize, path: path)
    }
}
