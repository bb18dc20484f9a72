import DealtrailAudit
import Testing

@Suite("Text for a terminal")
struct SafeTextTests {
    @Test("What is seen stays as it is")
    func seen() {
        for text in ["rep:lin", "价格 92.50", "élan – \u{2014} ¥", "全角\u{3000}空格", ""] {
            #expect(SafeText.text(text) == text)
        }
    }

    @Test(
        "What is not seen, or moves what is seen, is written out",
        arguments: [
            0x00, 0x0a, 0x1b, 0x7f, 0x85, 0xa0, 0xad, 0x061c, 0x180e, 0x2003, 0x200b, 0x200d, 0x200f, 0x2028, 0x202e,
            0x2060, 0x2066, 0x3164, 0xfe0f, 0xfeff, 0xe0041,
        ] as [UInt32])
    func hidden(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        let written = "rep:lin\\u{\(String(value, radix: 16))}"
        #expect(SafeText.text("rep:lin\(Character(scalar))") == written)
    }
}
