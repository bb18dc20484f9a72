import DealtrailLMDB
import Testing

@Suite("Map and file sizes")
struct SizeTests {
    let scratch = Scratch()

    /// Commits batches of ten until one fails; how many records were acknowledged, and the error.
    private func fillUp(_ environment: Environment) throws -> (Int, LMDBError) {
        var acknowledged = 0
        while true {
            do throws(LMDBError) {
                try environment.fill(10, valueLength: 1_000, from: acknowledged)
                acknowledged += 10
            } catch {
                return (acknowledged, error)
            }
        }
    }

    @Test func `a full map loses nothing that was acknowledged, and grows offline`() throws {
        let environment = try scratch.open(mapSize: 256 << 10)
        let (acknowledged, error) = try fillUp(environment)
        #expect(error.code == .mapFull)
        #expect(error.description.contains("262144 bytes"))
        #expect(!error.isOutcomeUnknown)
        #expect(acknowledged > 0)
        try #expect(environment.count() == acknowledged)

        try environment.growMap(to: 1 << 20)
        try #expect(environment.information().mapSize == 1 << 20)
        try environment.fill(10, valueLength: 1_000, from: acknowledged)
        try #expect(environment.count() == acknowledged + 10)
    }

    @Test func `a grown map is kept by the file`() throws {
        do {
            let environment = try scratch.open(mapSize: 1 << 20)
            try environment.fill(1)
            try environment.growMap(to: (2 << 20) + 1)
            try environment.fill(1, from: 1)
        }
        try #expect(scratch.open(mapSize: 1 << 20).information().mapSize == (2 << 20) + 4_096)
    }

    @Test func `the map does not grow under a transaction, and never shrinks`() throws {
        let environment = try scratch.open(mapSize: 1 << 20)
        try environment.fill(1)
        do {
            var snapshot = try environment.read()
            #expect(code { () throws(LMDBError) in try environment.growMap(to: 2 << 20) } == .transactionsOpen)
            let table = try snapshot.table("t")
            // A reset reader holds no page of the map.
            snapshot.reset()
            try environment.growMap(to: 2 << 20)
            try snapshot.renew()
            try #expect(snapshot.statistics(of: table).entries == 1)
        }
        let write = try environment.beginWrite()
        #expect(code { () throws(LMDBError) in try environment.growMap(to: 3 << 20) } == .transactionsOpen)
        write.abort()
        #expect(code { () throws(LMDBError) in try environment.growMap(to: 1 << 20) } == .invalidArgument)
    }

    @Test func `information and file size agree`() throws {
        let environment = try scratch.open(maxReaders: 7)
        try environment.fill(1_000)
        let information = try environment.information()
        #expect(information.lastTransaction == 1)
        #expect(information.maxReaders == 7)
        #expect(information.pageSize == 4_096)
        #expect(information.usedBytes == (information.lastPage + 1) * 4_096)
        try #expect(environment.fileSize() == information.usedBytes)
        try environment.sync()
    }

    @Test func `reader slots run out with a typed error and come back`() throws {
        let environment = try scratch.open(maxReaders: 2)
        do {
            let one = try environment.read()
            let two = try environment.read()
            #expect(code { () throws(LMDBError) in _ = try environment.read().id } == .readersFull)
            _ = (one.id, two.id)
        }
        _ = try environment.read().id
    }

    @Test func `the oldest reader is known`() throws {
        let environment = try scratch.open()
        try #expect(environment.oldestReader() == nil)
        try environment.fill(1)
        var old = try environment.read()
        try environment.fill(1, from: 1)
        let new = try environment.read()
        try #expect(environment.readers().compactMap(\.transaction).sorted() == [1, 2])
        try #expect(environment.oldestReader()?.transaction == 1)
        old.reset()
        try #expect(environment.oldestReader()?.transaction == 2)
        try #expect(environment.checkReaders() == 0)
        _ = new.id
    }
}
