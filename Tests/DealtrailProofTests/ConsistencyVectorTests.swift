import DealtrailProof
import Foundation
import Testing

/// One file of `rfc6962/consistency`.
private struct ConsistencyCase: Decodable {
    let size1: UInt64
    let size2: UInt64
    let root1: String
    let root2: String
    let proof: [String]?
    let desc: String
    let wantErr: Bool

    var isAccepted: Bool {
        guard let old = Digest(base64: root1), let new = Digest(base64: root2) else { return false }
        do {
            let path = try Digest.path((proof ?? []).map { try #require(Base64.decode($0)) })
            try ConsistencyProof(oldSize: size1, newSize: size2, path: path).verify(oldRoot: old, newRoot: new)
            return true
        } catch {
            return false
        }
    }
}

@Suite("Consistency vectors of transparency-dev/merkle")
struct ConsistencyVectorTests {
    private static let folder = "rfc6962/consistency"
    private static let isPresent = SharedVectors.has(folder)
    private static let missing: Comment = "\(SharedVectors.missing)"

    @Test(
        "Each case is accepted or refused as it should be", .enabled(if: isPresent, missing),
        arguments: SharedVectors.cases(below: folder))
    func agrees(with path: String) throws {
        let vector = try JSONDecoder().decode(ConsistencyCase.self, from: Data(SharedVectors.read(path)))
        let isExpected = !vector.wantErr && path != Self.placeholderRoots
        #expect(vector.isAccepted == isExpected, "\(path): \(vector.desc)")
    }

    /// The one accepting case that we refuse: both of its roots are the 12 bytes `don't care 2`.
    ///
    /// Its authors only compare the roots of equal sizes with each other. Here a hash of another length than 32 bytes
    /// is refused always, so there is no way to even ask. What the case is about holds: equal sizes, equal roots
    /// and no hashes are a proof.
    private static let placeholderRoots = "\(folder)/additional/sizes-are-equal-one-and-proof-is-empty.json"

    @Test("The accepting case with roots of 12 bytes holds for real roots", .enabled(if: isPresent, missing))
    func placeholders() throws {
        let data = try Data(SharedVectors.read(Self.placeholderRoots))
        let vector = try JSONDecoder().decode(ConsistencyCase.self, from: data)
        let roots = try [vector.root1, vector.root2].map { try #require(Base64.decode($0)) }
        #expect(!vector.wantErr)
        #expect(roots.map(\.count) == [12, 12])
        #expect(roots.map { Digest($0) } == [nil, nil])
        let proof = ConsistencyProof(oldSize: vector.size1, newSize: vector.size2, path: [])
        try proof.verify(oldRoot: TreeHasher.leaf(roots[0]), newRoot: TreeHasher.leaf(roots[1]))
    }

    @Test("All 98 cases are there, 6 of them accepting", .enabled(if: isPresent, missing))
    func count() throws {
        let vectors = try SharedVectors.cases(below: Self.folder).map {
            try JSONDecoder().decode(ConsistencyCase.self, from: Data(SharedVectors.read($0)))
        }
        #expect(vectors.count == 98)
        #expect(vectors.count { !$0.wantErr } == 6)
    }
}
