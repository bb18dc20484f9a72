import DealtrailLMDB
import Testing

@Suite("Cursors")
struct CursorTests {
    let scratch = Scratch()

    private func filled(_ keys: [UInt64]) throws -> Environment {
        let environment = try scratch.open()
        try environment.write { (write) throws(LMDBError) in
            let table = try write.openTable("t", create: true)
            for key in keys { try write.put(bytes("v\(key)"), forKey: key, in: table, mode: .append) }
        }
        return environment
    }

    @Test func `records come in key order, forwards and backwards`() throws {
        let snapshot = try filled(Array(0..<1_000)).read()
        var cursor = try snapshot.cursor(snapshot.table("t"))
        var seen: [String] = []
        while let entry = try cursor.next() { seen.append("\(entry.keyAsUInt64 ?? .max) \(text(entry.value))") }
        #expect(seen == (0..<1_000).map { "\($0) v\($0)" })
        var back: [UInt64?] = []
        while let entry = try cursor.previous() { back.append(entry.keyAsUInt64) }
        #expect(back == (0..<1_000).reversed())
    }

    @Test func `past either end a cursor turns round like an iterator`() throws {
        let snapshot = try filled([10, 20, 30]).read()
        var cursor = try snapshot.cursor(snapshot.table("t"))
        var keys = try cursor.keys(.previous, .next, .previous, .previous, .next)
        #expect(keys == [nil, 10, nil, nil, 10])
        keys = try cursor.keys(.last, .next, .next, .previous, .first)
        #expect(keys == [30, nil, nil, 30, 10])
    }

    @Test(arguments: [
        (UInt64(0), UInt64?(10), UInt64?.none), (9, 10, nil), (10, 10, 10), (11, 20, 10), (29, 30, 20), (30, 30, 30),
        (31, nil, 30), (.max, nil, 30),
    ])
    func `seeks meet the edges`(key: UInt64, atLeast: UInt64?, atMost: UInt64?) throws {
        let snapshot = try filled([10, 20, 30]).read()
        var cursor = try snapshot.cursor(snapshot.table("t"))
        // Where a seek finds nothing, the cursor is past that end.
        var keys = try cursor.keys(.atLeast(key), .previous)
        #expect(keys == [atLeast, atLeast == nil ? 30 : atLeast == 10 ? nil : (atLeast ?? 0) - 10])
        keys = try cursor.keys(.atMost(key), .next)
        #expect(keys == [atMost, atMost == nil ? 10 : atMost == 30 ? nil : (atMost ?? 0) + 10])
    }

    @Test func `seeks by bytes, and the empty key is below all`() throws {
        let snapshot = try filled([10, 20]).read()
        var cursor = try snapshot.cursor(snapshot.table("t"))
        let keys = try cursor.keys(
            .atLeastBytes([]), .atMostBytes([]), .atLeastBytes([0]), .atLeastBytes([255]),
            .atMostBytes([UInt8](repeating: 255, count: 600)), .atMostBytes([0, 0, 0, 0, 0, 0, 0, 10]))
        #expect(keys == [10, nil, 10, nil, 20, 10])
    }

    @Test(arguments: [30, 300, 3_000, 9_000])
    func `a walk that asks ahead sees the same, to the last record of the file and over several snapshots`(
        size: Int
    ) throws {
        // Some megabytes, so that several parts of the file are mapped ahead; the largest values have pages of their own.
        let count = 6_000_000 / size
        let environment = try scratch.open(mapSize: 64 << 20)
        try environment.write { (write) throws(LMDBError) in
            let table = try write.openTable("t", create: true)
            for key in 0..<count {
                try write.put(
                    [UInt8](repeating: UInt8(truncatingIfNeeded: key), count: size + key % 7), forKey: UInt64(key),
                    in: table, mode: .append)
            }
        }
        var snapshot = try environment.read()
        var ahead: ReadAhead? = ReadAhead()
        var next = 0
        while next < count {
            var cursor = try snapshot.cursor(snapshot.table("t"))
            cursor.ahead = ahead
            var entry = try cursor.seek(atLeast: UInt64(next))
            let stop = next + 1_000
            while let found = entry {
                #expect(found.keyAsUInt64 == UInt64(next))
                let value = found.value
                let length = value.byteCount
                #expect(length == size + next % 7)
                let isWhole = unsafe value.withUnsafeBytes { bytes in
                    unsafe bytes.allSatisfy { $0 == UInt8(truncatingIfNeeded: next) }
                }
                #expect(isWhole)
                next += 1
                entry = next < stop ? try cursor.next() : nil
            }
            ahead = cursor.ahead
            _ = consume cursor
            try snapshot.renew()
        }
        #expect(next == count)
    }

    @Test func `an empty table has nothing anywhere`() throws {
        let snapshot = try filled([]).read()
        var cursor = try snapshot.cursor(snapshot.table("t"))
        let keys = try cursor.keys(.next, .previous, .first, .last, .atLeast(0), .atMost(.max), .next, .previous)
        #expect(keys == Array(repeating: nil, count: 8))
    }

    @Test func `an entry outlives the next move of its cursor`() throws {
        let snapshot = try filled([1, 2]).read()
        var cursor = try snapshot.cursor(snapshot.table("t"))
        guard let first = try cursor.next(), let second = try cursor.next() else { fatalError("two records") }
        let seen = [text(first.value), text(second.value)]
        #expect(seen == ["v1", "v2"])
    }

    @Test func `a key of another length is no integer`() throws {
        let environment = try scratch.open()
        try environment.write { (write) throws(LMDBError) in
            let table = try write.openTable("t", create: true)
            try write.put([], forKey: bytes("seven b"), in: table)
        }
        let snapshot = try environment.read()
        var cursor = try snapshot.cursor(snapshot.table("t"))
        guard let entry = try cursor.next() else { fatalError("one record") }
        let (key, length) = (entry.keyAsUInt64, entry.value.byteCount)
        #expect(key == nil)
        #expect(length == 0)
    }

    @Test func `a cursor in a write transaction sees its writes`() throws {
        let environment = try filled([1, 2])
        var write = try environment.beginWrite()
        let table = try write.openTable("t", create: false)
        try write.put(bytes("v3"), forKey: 3, in: table, mode: .append)
        do {
            var cursor = try write.cursor(table)
            let keys = try cursor.keys(.last)
            #expect(keys == [3])
        }
        try write.put(bytes("v4"), forKey: 4, in: table, mode: .append)
        try write.commit()
    }
}

// The compiler refuses, and so no test can hold:
// - an entry or a value that leaves the scope of its transaction ("lifetime-dependent variable escapes its scope");
// - put, reserve, delete or commit while a span or cursor of the same write transaction is in use ("overlapping
//   accesses");
// - any use of a write transaction after commit() ("used after consume");
// - beginWrite() in asynchronous code ("unavailable from asynchronous contexts").
