import DealtrailProof
import DealtrailTesting
import Testing

@Suite("The map of stream heads")
struct StreamMapTests {
    private func heads(_ count: Int, _ generator: inout SeededGenerator) -> [(stream: String, head: StreamHead)] {
        (0..<count).map { number in
            let head = StreamHead(
                nextRevision: UInt64.random(in: 1...9, using: &generator), leaf: TreeHasher.leaf(generator.event()))
            return ("quote:Q-\(number)", head)
        }
    }

    @Test("One stream after another or all at once, in any order: one root", arguments: seeds)
    func order(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for count in [0, 1, 2, 3, 17, 200] {
            let heads = heads(count, &generator)
            let whole = StreamMap(heads)
            var grown = StreamMap()
            for (stream, head) in heads.shuffled(using: &generator) {
                grown.set(stream, StreamHead(nextRevision: head.nextRevision + 1, leaf: head.leaf))
                grown.set(stream, head)
            }
            #expect(grown.root == whole.root, "seed \(seed), \(count) streams")
            #expect(grown.count == count && whole.count == count)
        }
    }

    @Test("What is there is proved, and what is not there too", arguments: seeds)
    func proofs(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for count in [0, 1, 2, 40] {
            let heads = heads(count, &generator)
            let map = StreamMap(heads)
            for (stream, head) in heads {
                #expect(map[stream] == head)
                try map.proof(of: stream).verify(stream, is: head, root: map.root)
            }
            for number in 0..<40 {
                let stream = "order:\(number)"
                #expect(map[stream] == nil)
                try map.proof(of: stream).verify(stream, is: nil, root: map.root)
            }
        }
    }

    @Test("No other head, stream, path or end is proved", arguments: seeds)
    func forgeries(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let heads = heads(60, &generator)
        let map = StreamMap(heads)
        func expectRefused(_ proof: StreamMapProof, _ stream: String, _ head: StreamHead?) {
            #expect(throws: TrustError.self, "seed \(seed), \(stream)") {
                try proof.verify(stream, is: head, root: map.root)
            }
        }
        for (index, (stream, head)) in heads.enumerated() {
            let proof = map.proof(of: stream)
            let other = heads[(index + 1) % heads.count]
            expectRefused(proof, stream, StreamHead(nextRevision: head.nextRevision - 1, leaf: head.leaf))
            expectRefused(proof, stream, StreamHead(nextRevision: head.nextRevision, leaf: other.head.leaf))
            expectRefused(proof, stream, nil)
            expectRefused(proof, other.stream, other.head)
            expectRefused(StreamMapProof(end: .vacant, path: proof.path), stream, nil)
            expectRefused(StreamMapProof(end: .present, path: Array(proof.path.dropLast())), stream, head)
            expectRefused(StreamMapProof(end: .present, path: [TreeHasher.emptyRoot] + proof.path), stream, head)
            let absent = map.proof(of: "order:\(index)")
            expectRefused(absent, "order:\(index)", head)
            expectRefused(absent, stream, nil)
        }
    }

    @Test("The root is the one that the format's rules give by hand")
    func byHand() {
        let head = StreamHead(nextRevision: 1, leaf: TreeHasher.leaf([]))
        // SHA-256 of the byte 4, and of 02, SHA-256("quote:Q-1"), eight bytes of 1, and SHA-256 of the byte 0.
        #expect(StreamMap().root.hex == "e52d9c508c502347344d8c07ad91cbd6068afc75ff6292f062a09ca381c89e71")
        #expect(StreamMap([("quote:Q-1", head)]).root.hex == Self.single)
    }

    private static let single = "5f7e2fd410a89836e08effa4b4f04b1f102dce2712b2f3cc0678e965ec153e52"
}
