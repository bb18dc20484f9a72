import Testing

@testable import DealtrailCLI

@Suite("Rate and time left")
struct ProgressPaceTests {
    @Test func `The rate counts from where this kind of work began`() {
        var pace = ProgressPace()
        #expect(pace.words(5_000, of: 20_000, "folding", at: .seconds(10)) == "")
        #expect(pace.words(5_400, of: 20_000, "folding", at: .milliseconds(10_999)) == "")
        #expect(pace.words(8_000, of: 20_000, "folding", at: .seconds(12)) == ", 1500/s, 8 s left")
        #expect(pace.words(10, of: 40, "writing", at: .seconds(13)) == "")
        #expect(pace.words(25, of: 40, "writing", at: .seconds(18)) == ", 3/s, 5 s left")
        #expect(pace.words(10, of: 40, "writing", at: .seconds(19)) == "", "back again: it begins anew")
        #expect(pace.words(10, of: 40, "writing", at: .seconds(25)) == "", "nothing was done")
    }
}
