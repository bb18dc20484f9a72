import DealtrailLMDB
import Testing

@testable import DealtrailEngine

@Suite("The store of views")
struct ViewStoreTests {
    @Test("A read that meets a table of another process takes a newer snapshot, and does not go on for ever")
    func retries() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let unseen = LMDBError(.tableNotVisible, operation: "mdb_dbi_open")
        var attempts = 0
        let answer = try store.read { _ in
            attempts += 1
            if attempts < 3 { throw unseen }
            return attempts
        }
        #expect(answer == 3)
        attempts = 0
        #expect(throws: LMDBError.self) {
            try store.read { _ in
                attempts += 1
                throw unseen
            }
        }
        #expect(attempts == 17)
        try store.close()
    }
}
