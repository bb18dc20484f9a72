import Testing

@testable import DealtrailModel

@Suite("Bytes that are compared where they lie")
struct RawSpanTests {
    @Test("bytes equal each other only when all of them do", arguments: 0...33)
    func equality(count: Int) {
        let bytes = (0..<count).map { UInt8($0 + 1) }
        let same = bytes
        let isSame = bytes.rawSpan.elementsEqual(same.rawSpan)
        #expect(isSame)
        for place in 0..<count {
            var other = bytes
            other[place] ^= 0x80
            let isOther = !bytes.rawSpan.elementsEqual(other.rawSpan)
            #expect(isOther)
        }
        let longer = bytes + [0]
        let isLonger = !bytes.rawSpan.elementsEqual(longer.rawSpan) && !longer.rawSpan.elementsEqual(bytes.rawSpan)
        #expect(isLonger)
    }
}
