import DealtrailProof
import Testing

@Suite("What a refusal says")
struct ProofErrorTests {
    @Test("What, where and what to do are in the description")
    func description() {
        let proof = InclusionProof(index: 3, treeSize: 8, path: [])
        let leaf = TreeHasher.leaf([1])
        let error = #expect(throws: ProofError.self) { try proof.verify(leaf: leaf, root: leaf) }
        #expect(
            error?.description == """
                pathLength: the proof of position 3 in a tree of 8 events has 0 hashes, not 3. \
                Get the proof again for exactly these sizes; do not trust this one
                """)
    }

    @Test("Each code has its own stable name")
    func codes() {
        let codes: [ProofError.Code] = [
            .hashLength, .indexOutOfRange, .emptyTree, .sizesReversed, .pathLength, .rootMismatch, .oldRootMismatch,
            .newRootMismatch, .frontierEncoding, .missingSubtree,
        ]
        #expect(Set(codes).count == codes.count)
        #expect(
            codes.map(\.description) == [
                "hashLength", "indexOutOfRange", "emptyTree", "sizesReversed", "pathLength", "rootMismatch",
                "oldRootMismatch", "newRootMismatch", "frontierEncoding", "missingSubtree",
            ])
    }
}
