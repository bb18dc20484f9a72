import DealtrailProof
import Testing

extension Digest {
    static let bitCount = 256

    /// This digest with one bit turned over.
    func flipping(bit: Int) throws -> Digest {
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        return try #require(Digest(changed))
    }
}

extension [Digest] {
    /// These hashes with one bit of one of them turned over.
    func flipping(bit: Int, of index: Int) throws -> [Digest] {
        var changed = self
        changed[index] = try changed[index].flipping(bit: bit)
        return changed
    }
}
