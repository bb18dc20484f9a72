import DealtrailProof
import Foundation
import Testing

/// One file of `rfc6962/inclusion`.
private struct InclusionCase: Decodable {
    let leafIdx: UInt64
    let treeSize: UInt64
    let root: String
    let leafHash: String
    let proof: [String]?
    let desc: String
    let wantErr: Bool

    var isAccepted: Bool {
        guard let root = Digest(base64: root), let leaf = Digest(base64: leafHash) else { return false }
        do {
            let path = try Digest.path((proof ?? []).map { try #require(Base64.decode($0)) })
            try InclusionProof(index: leafIdx, treeSize: treeSize, path: path).verify(leaf: leaf, root: root)
            return true
        } catch {
            return false
        }
    }
}

@Suite("Inclusion vectors of transparency-dev/merkle")
struct InclusionVectorTests {
    private static let folder = "rfc6962/inclusion"
    private static let isPresent = SharedVectors.has(folder)
    private static let missing: Comment = "\(SharedVectors.missing)"

    @Test(
        "Each case is accepted or refused as it should be", .enabled(if: isPresent, missing),
        arguments: SharedVectors.cases(below: folder))
    func agrees(with path: String) throws {
        let vector = try JSONDecoder().decode(InclusionCase.self, from: Data(SharedVectors.read(path)))
        #expect(vector.isAccepted == !vector.wantErr, "\(path): \(vector.desc)")
    }

    @Test("All 98 cases are there, 6 of them accepting", .enabled(if: isPresent, missing))
    func count() throws {
        let vectors = try SharedVectors.cases(below: Self.folder).map {
            try JSONDecoder().decode(InclusionCase.self, from: Data(SharedVectors.read($0)))
        }
        #expect(vectors.count == 98)
        #expect(vectors.count { !$0.wantErr } == 6)
    }
}
