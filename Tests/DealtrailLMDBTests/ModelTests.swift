import DealtrailLMDB
import DealtrailTesting
import Testing

/// Random operations against a dictionary, over commits, aborts, snapshots and openings.
@Suite("Against a model")
struct ModelTests {
    private typealias Model = [[UInt8]: [UInt8]]

    private func key(_ random: inout SeededGenerator) -> [UInt8] {
        // Few and short, so that they collide and are prefixes of each other; sometimes as long as may be.
        let length = Int.random(in: 0..<40, using: &random) == 0 ? 511 : Int.random(in: 1...3, using: &random)
        return (0..<length).map { _ in [0, 1, 127, 128, 255].randomElement(using: &random) ?? 0 }
    }

    private func value(_ random: inout SeededGenerator) -> [UInt8] {
        let longest = Int.random(in: 0..<10, using: &random) == 0 ? 9_000 : 60
        let length = Int.random(in: 0...longest, using: &random)
        return [UInt8](repeating: UInt8.random(in: 0...255, using: &random), count: length)
    }

    private func change(
        _ write: inout WriteTransaction, _ table: Table, _ model: inout Model, _ random: inout SeededGenerator
    ) throws {
        let (key, value) = (key(&random), value(&random))
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4:
            try write.put(value, forKey: key, in: table)
            model[key] = value
        case 4:
            do throws(LMDBError) {
                try write.put(value, forKey: key, in: table, mode: .insert)
                #expect(model[key] == nil)
                model[key] = value
            } catch {
                #expect(error.code == .keyExists && model[key] != nil)
            }
        case 5:
            try write.reserve(value.count, forKey: key.raw, in: table) { (output) throws(LMDBError) in
                output.append(contentsOf: value.raw)
            }
            model[key] = value
        case 6:
            do throws(LMDBError) {
                try write.put(value, forKey: key, in: table, mode: .append)
                #expect(model.keys.allSatisfy { $0.lexicographicallyPrecedes(key) })
                model[key] = value
            } catch {
                #expect(error.code == .keyExists)
                #expect(!model.keys.allSatisfy { $0.lexicographicallyPrecedes(key) })
            }
        default:
            let wasThere = try write.delete(key.raw, in: table)
            #expect(wasThere == (model.removeValue(forKey: key) != nil))
        }
    }

    private func compare(_ snapshot: borrowing ReadTransaction, _ model: Model, _ random: inout SeededGenerator) throws
    {
        guard let table = try snapshot.tableIfPresent("t") else {
            #expect(model.isEmpty)
            return
        }
        let sorted = model.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        var cursor = try snapshot.cursor(table)
        var forwards: [[UInt8]] = []
        while let entry = try cursor.next() { forwards += [entry.key.copy(), entry.value.copy()] }
        #expect(forwards == sorted.flatMap { [$0.key, $0.value] })
        var backwards: [[UInt8]] = []
        while let entry = try cursor.previous() { backwards.append(entry.key.copy()) }
        #expect(backwards == sorted.reversed().map(\.key))
        for _ in 0..<10 {
            let wanted = key(&random)
            let found = try snapshot.value(forKey: wanted.raw, in: table)?.copy()
            #expect(found == model[wanted])
            let above = try cursor.seek(atLeast: wanted.raw)?.key.copy()
            #expect(above == sorted.first { !$0.key.lexicographicallyPrecedes(wanted) }?.key)
            let below = try cursor.seek(atMost: wanted.raw)?.key.copy()
            #expect(below == sorted.last { !wanted.lexicographicallyPrecedes($0.key) }?.key)
        }
        let entries = try snapshot.statistics(of: table).entries
        #expect(entries == model.count)
    }

    @Test(arguments: UInt64(1)...12) func `random transactions leave what the model has`(seed: UInt64) throws {
        let scratch = Scratch()
        var random = SeededGenerator(seed: seed)
        var environment = try scratch.open(allowsDeletes: true)
        var model: Model = [:]
        for round in 0..<40 {
            let before = model
            let old = try environment.read()
            do {
                var write = try environment.beginWrite()
                let table = try write.openTable("t", create: true)
                for _ in 0..<Int.random(in: 0..<40, using: &random) { try change(&write, table, &model, &random) }
                if Int.random(in: 0..<4, using: &random) == 0 {
                    write.abort()
                    model = before
                } else {
                    try write.commit()
                }
                try compare(old, before, &random)
                try compare(environment.read(), model, &random)
            } catch {
                Issue.record("seed \(seed), round \(round): \(error)")
                return
            }
            _ = consume old
            if Int.random(in: 0..<5, using: &random) == 0 {
                try environment.close()
                environment = try scratch.open(allowsDeletes: true)
                try compare(environment.read(), model, &random)
            }
        }
    }
}
