import DealtrailProof
import Testing

@Suite("Hashes of leaves and nodes")
struct TreeHasherTests {
    @Test("The empty tree hashes nothing")
    func emptyRoot() {
        #expect(TreeHasher.emptyRoot.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(TreeFrontier().root == TreeHasher.emptyRoot)
    }

    @Test("An empty event has a leaf hash of its own")
    func emptyLeaf() {
        let empty: [UInt8] = []
        #expect(
            TreeHasher.leaf(empty).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    }

    /// The eight leaves and roots that the reference implementation of Certificate Transparency is tested with.
    @Test("The tree of the reference implementation")
    func referenceTree() throws {
        let events: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
            Array(0x60...0x6f),
        ]
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        var frontier = TreeFrontier()
        for (event, root) in zip(events, roots) {
            frontier.append(TreeHasher.leaf(event))
            #expect(frontier.root.hex == root)
        }
    }

    /// Lengths 0 to 300 cross every boundary of the blocks of SHA-256 several times.
    ///
    /// The root was computed with
    /// `hashlib` of Python, by the recursive definition.
    @Test("Events of 0 to 300 bytes")
    func lengths() {
        var frontier = TreeFrontier()
        for length in 0...300 {
            frontier.append(TreeHasher.leaf((0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + length) }))
        }
        #expect(frontier.root.hex == "b46f033345ad2e676130da2d726e3000371b25a615c876a9d895f143ea9ea320")
    }

    @Test("The largest event, 65,535 bytes")
    func largest() {
        let event = [UInt8](repeating: 0, count: 65_535)
        #expect(TreeHasher.leaf(event).hex == "de2f256064a0af797747c2b97505dc0b9f3df0de4f489eac731c23ae9ca9cc31")
    }

    @Test("A part of a buffer is hashed in place")
    func slice() {
        let buffer: [UInt8] = Array(0...255)
        let part = unsafe TreeHasher.leaf(buffer.span.bytes.extracting(3..<77))
        #expect(part == TreeHasher.leaf(Array(buffer[3..<77])))
    }

    @Test("Leaves and nodes are told apart, and so are left and right")
    func domains() {
        let left = TreeHasher.leaf([1])
        let right = TreeHasher.leaf([2])
        #expect(TreeHasher.node(left, right) != TreeHasher.leaf(left.bytes + right.bytes))
        #expect(TreeHasher.node(left, right) != TreeHasher.node(right, left))
    }
}
