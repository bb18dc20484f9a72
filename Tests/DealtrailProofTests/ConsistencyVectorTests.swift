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
        do {
            let bytes = try ([root1, root2] + (proof ?? [])).map { try #require(Base64.decode($0)) }
            try ConsistencyProof.verify(
                oldSize: size1, newSize: size2, path: Array(bytes.dropFirst(2)), oldRoot: bytes[0], newRoot: bytes[1])
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
        #expect(vector.isAccepted == !vector.wantErr, "\(path): \(vector.desc)")
    }

    @Test("Roots that are no hashes are compared only where nothing has to be hashed")
    func opaqueRoots() throws {
        let words = Array("don't care 2".utf8)
        try ConsistencyProof.verify(oldSize: 1, newSize: 1, path: [], oldRoot: words, newRoot: words)
        let refused: [(UInt64, UInt64, [[UInt8]], [UInt8], ProofError.Code)] = [
            (1, 1, [], words + [0], .newRootMismatch), (1, 1, [words], words, .hashLength),
            (0, 0, [], words, .hashLength), (1, 2, [], words, .hashLength),
        ]
        for (old, new, path, newRoot, code) in refused {
            let error = #expect(throws: ProofError.self) {
                try ConsistencyProof.verify(oldSize: old, newSize: new, path: path, oldRoot: words, newRoot: newRoot)
            }
            #expect(error?.code == code)
        }
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
