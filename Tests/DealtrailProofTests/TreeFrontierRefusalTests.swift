import DealtrailProof
import DealtrailTesting
import Testing

@Suite("Frontiers that are refused")
struct TreeFrontierRefusalTests {
    private func frontier(_ size: Int) -> TreeFrontier {
        var generator = SeededGenerator(seed: 1)
        var frontier = TreeFrontier()
        for leaf in generator.leaves(size) { frontier.append(leaf) }
        return frontier
    }

    private func code(reading bytes: [UInt8]) -> ProofError.Code? {
        do throws(ProofError) {
            _ = try TreeFrontier(encoded: bytes)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("Missing and surplus bytes", arguments: [0, 1, 7, 64, 299])
    func length(size: Int) {
        let bytes = frontier(size).encoded
        #expect(code(reading: bytes) == nil)
        for count in 0..<bytes.count {
            #expect(code(reading: Array(bytes.prefix(count))) == .frontierEncoding, "\(count) bytes")
        }
        #expect(code(reading: bytes + [0]) == .frontierEncoding)
        #expect(code(reading: bytes + frontier(1).peaks[0].bytes) == .frontierEncoding)
    }

    @Test("A size that does not fit the peaks", arguments: 0..<64)
    func size(bit: Int) {
        var bytes = frontier(299).encoded
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(code(reading: bytes) == .frontierEncoding)
    }

    @Test("Another number of peaks than the size has bits")
    func peaks() {
        let peaks = frontier(255).peaks
        for size in 0...UInt64(300) {
            for count in 0...peaks.count {
                let made = TreeFrontier(size: size, peaks: Array(peaks.prefix(count)))
                #expect((made != nil) == (count == size.nonzeroBitCount))
            }
        }
    }

    @Test("A size above the limit; the limit itself still grows")
    func limit() throws {
        let peak = TreeHasher.leaf([1])
        #expect(TreeFrontier(size: .max, peaks: Array(repeating: peak, count: 64)) == nil)
        #expect(TreeFrontier(size: 1 << 63, peaks: [peak]) == nil)
        #expect(code(reading: [0, 0, 0, 0, 0, 0, 0, 0x80] + peak.bytes) == .frontierEncoding)
        var frontier = try #require(
            TreeFrontier(size: TreeFrontier.maximumSize, peaks: Array(repeating: peak, count: 63)))
        frontier.append(peak)
        #expect(frontier.size == 1 << 63)
        #expect(frontier.peaks.count == 1)
    }
}
