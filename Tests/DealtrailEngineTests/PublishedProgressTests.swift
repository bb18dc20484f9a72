import Testing

@testable import DealtrailEngine

@Suite("What a rebuild tells of how far it is")
struct PublishedProgressTests {
    @Test("the first, each new phase, each 65,536 events and the end are worth saying, and nothing between")
    func worth() {
        let published = PublishedProgress()
        func isSaid(_ phase: RebuildProgress.Phase, _ done: UInt64) -> Bool {
            published.isWorthSaying(RebuildProgress(phase: phase, done: done, total: 200_000))
        }
        #expect(isSaid(.folding, 10))
        #expect(!isSaid(.folding, 10))
        #expect(!isSaid(.folding, 65_545))
        #expect(isSaid(.folding, 65_546))
        #expect(!isSaid(.folding, 65_547))
        #expect(isSaid(.folding, 200_000))
        #expect(isSaid(.writing, 200_000))
        // A walk that begins again says so.
        #expect(isSaid(.folding, 0))
        #expect(!isSaid(.folding, 1))
        #expect(isSaid(.folding, 65_536))
    }
}
