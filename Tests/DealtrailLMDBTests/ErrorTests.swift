import DealtrailLMDB
import Testing

@Suite("Errors")
struct ErrorTests {
    @Test func `a description says what, where and what to do`() {
        let error = LMDBError(.mapFull, operation: "mdb_put", path: "/trail/log", detail: "4096 bytes")
        #expect(
            error.description
                == "mdb_put: the map is full [-30792] (4096 bytes), at /trail/log; nothing was written; "
                + "close it everywhere and open it with a larger map, or call growMap(to:)")
    }

    @Test(arguments: (-30_799 ... -30_780).map { LMDBError.Code(rawValue: $0) })
    func `every code of LMDB has words`(code: LMDBError.Code) {
        #expect(!code.description.contains("Unknown"))
        #expect(code.description.hasSuffix("[\(code.rawValue)]"))
    }

    @Test(arguments: (-31_999 ... -31_989).map { LMDBError.Code(rawValue: $0) })
    func `every code of this module has words and advice`(code: LMDBError.Code) {
        #expect(!code.description.contains("Unknown"))
        #expect(LMDBError(code, operation: "x").description.contains("; "))
    }

    @Test func `only a commit that failed in the system leaves the outcome open`() {
        #expect(LMDBError(.noSpace, operation: "mdb_txn_commit").isOutcomeUnknown)
        #expect(LMDBError(.inputOutput, operation: "mdb_txn_commit").isOutcomeUnknown)
        #expect(LMDBError(.panic, operation: "mdb_txn_commit").isOutcomeUnknown)
        #expect(!LMDBError(.mapFull, operation: "mdb_txn_commit").isOutcomeUnknown)
        #expect(!LMDBError(.badTransaction, operation: "mdb_txn_commit").isOutcomeUnknown)
        #expect(!LMDBError(.noSpace, operation: "mdb_env_copy2").isOutcomeUnknown)
    }
}
