import DealtrailLog
import DealtrailModel
import DealtrailTesting
import Foundation
import Synchronization
import Testing

@Suite("Flipped bits", .serialized)
struct FlipTests {
    /// What a probe of a damaged copy said.
    private enum Outcome: String, CaseIterable {
        case nothing = "changed nothing that is read, and verify is content"
        case harmless = "changed nothing that is read, and verify reports it"
        case different = "changed what is read or made it fail, and verify reports it"
        case crashedReading = "ended the reader by a signal, and verify had reported it"
        case crashedVerifying = "ended verify by a signal, which counts as reported"
        case silent = "changed what is read, and verify is content"
        case toolDied = "ended the tool by a signal"
    }

    private struct Flip {
        let byte: Int
        let bit: Int
    }

    /// 400, or what `make flips` asks for: each is a process that reads and one that verifies.
    private static let flips = ProcessInfo.processInfo.environment["DEALTRAIL_FLIPS"].flatMap { Int($0) } ?? 400

    @Test("Of many flips in the log, each that changes an answer is reported")
    func log() async throws {
        let counts = try await run("log/data.mdb", flips: Self.flips, seed: 20_260_301)
        #expect(counts[.silent, default: 0] == 0)
        #expect(counts[.different, default: 0] > 0)
    }

    /// A hundredth of the file, in which a flip leads LMDB astray and leaves every event as it was.
    @Test("Of flips in what says where an event lies, each that changes an answer is reported")
    func logStructure() async throws {
        let seed: UInt64 = 20_260_303
        var random = SeededGenerator(seed: seed)
        let scratch = Scratch()
        try await scratch.fill(1_100)
        let places = Self.structure(try scratch.bytes("log/data.mdb"))
        let flips = (0..<max(200, Self.flips / 5)).compactMap { _ in
            places.randomElement(using: &random).map { Flip(byte: $0, bit: Int.random(in: 0..<8, using: &random)) }
        }
        let counts = try run("log/data.mdb", flips, "structure of pages, seed \(seed)", in: scratch)
        #expect(counts[.silent, default: 0] == 0)
        #expect(counts[.different, default: 0] > 0)
    }

    /// Where the pages of trees have what is no event: their headers, the places of their records, and how these begin, with
    /// the last byte of a key more often, since it tells neighbours apart.
    private static func structure(_ bytes: [UInt8]) -> [Int] {
        func integer(_ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }
        var places: [Int] = []
        for page in stride(from: 2 * 4_096, to: bytes.count, by: 4_096) where [1, 2].contains(integer(page + 10)) {
            let end = integer(page + 12)
            places += page..<page + end
            for slot in stride(from: page + 16, to: page + end, by: 2) {
                let node = page + integer(slot)
                places += node..<node + 16
                // Of a page that leads to others, more often: there are few.
                let isBranch = integer(page + 10) == 1
                places += Array(repeating: node + 15, count: isBranch ? 64 : 4)
            }
        }
        return places
    }

    @Test("Damage that ends the library by a signal ends the tool with a sentence and a status")
    func tool() async throws {
        let scratch = Scratch()
        try await scratch.fill(1_100)
        let sound = try scratch.bytes("log/data.mdb")
        var ends: [Int32: Int] = [:]
        for page in stride(from: 2 * 4_096, to: sound.count, by: 4_096) {
            var bytes = sound
            // Where the nodes of a page begin: each leads behind its end.
            for place in stride(from: page + 16, to: page + 48, by: 2) { bytes[place + 1] = 0xff }
            try scratch.write(bytes, to: "log/data.mdb")
            for command in [["log"], ["show", "3"], ["stat"], ["verify"]] {
                let child = try Child("dealtrail", [command[0], "--trail", scratch.trail] + command.dropFirst())
                let lines = child.lines()
                guard case .status(let status) = child.wait() else {
                    Issue.record("page \(page / 4_096), \(command): \(lines.last ?? "")")
                    continue
                }
                if lines.last?.contains("the store was stopped by a signal") == true {
                    ends[status, default: 0] += 1
                }
            }
        }
        #expect(ends.keys.sorted() == [5] && ends[5, default: 0] > 0, "some of them end the library: \(ends)")
    }

    @Test("Of 200 flips in the index, each that changes an answer is reported, or the index was made anew")
    func index() async throws {
        let counts = try await run("index/data.mdb", flips: 200, seed: 20_260_302)
        #expect(counts[.silent, default: 0] == 0)
    }

    @Test("Flips of the numbers by which the newest state of the log is found")
    func meta() async throws {
        // In each of the two meta pages: the roots of the trees, the last page and the number of the commit.
        let flips = [0, 4_096].flatMap { page in
            [80, 96, 128, 136, 144].flatMap { field in
                [0, 1, 2].map { Flip(byte: page + field, bit: $0) } + [Flip(byte: page + field + 4, bit: 3)]
            }
        }
        let counts = try await run("log/data.mdb", flips, "meta pages")
        #expect(counts[.silent, default: 0] == 0)
    }

    @Test("A read of a damaged event says so, with the position")
    func read() async throws {
        let scratch = Scratch()
        try await scratch.fill(50, .fault(sealThreshold: 1_000_000))
        let bytes = try scratch.bytes("log/data.mdb")
        // The payload of the event with the number 20, which occurs nowhere else in this form.
        let marker = CBORValue.map([.number(1): .unsigned(44), .number(2): .bytes([])]).canonical
        var damaged = bytes
        var hits = 0
        for start in 0..<bytes.count - marker.count where bytes[start] == marker[0] {
            guard Array(bytes[start..<start + marker.count]) == marker else { continue }
            damaged[start + 2] ^= 0x01
            hits += 1
        }
        #expect(hits > 0)
        try scratch.write(damaged, to: "log/data.mdb")
        let log = try scratch.open(.fault(sealThreshold: 1_000_000))
        let error = #expect(throws: EventError.self) { _ = try log.events() }
        #expect(error?.code == .corrupted && error?.position == 44, "\(error?.description ?? "")")
        #expect(error?.description.contains("position 44") == true)
        #expect(try log.event(at: 43)?.position == 43, "its neighbours can be read")
        #expect(try log.event(at: 45)?.position == 45)
        try await log.close()
        let (end, lines) = try Child.tool("verify", "--trail", scratch.trail, "--json")
        #expect(end == .status(1) && lines.joined().contains("\"position\":44"), "\(lines)")
    }

    @Test("A damaged header among the events that are not sealed yet: the trail opens, and says where it is damaged")
    func unsealedHeader() async throws {
        let scratch = Scratch()
        let options = TrailOptions.fault(sealThreshold: 1_000_000)
        let sound = try scratch.create(options)
        try await sound.fill(50)
        var record: [UInt8] = []
        try sound.scan(.all, in: 44..<45, direction: .forward) { event in
            record = unsafe event.stored.withUnsafeBytes { unsafe Array($0) }
            return true
        }
        try await sound.close()
        var bytes = try scratch.bytes("log/data.mdb")
        var hits = 0
        for start in 0..<bytes.count - record.count where bytes[start] == record[0] {
            guard Array(bytes[start..<start + record.count]) == record else { continue }
            // The revision.
            bytes[start + 40] ^= 0x01
            hits += 1
        }
        #expect(hits > 0)
        try scratch.write(bytes, to: "log/data.mdb")
        let log = try scratch.open(options)
        #expect(try log.head().size == 50)
        // Neighbours can be read; whoever may concern the damaged one hears of it, whatever he looks for.
        #expect(try log.events(in: 0..<44).count == 44)
        #expect(try log.events(in: 45..<50).count == 5)
        #expect(try log.events(.stream("thing:3"), in: 0..<44).map(\.position) == [3, 10, 17, 24, 31, 38])
        for filter in [EventFilter.all, .stream("thing:2"), .stream("thing:3"), .tag("account:99")] {
            let error = #expect(throws: EventError.self) { _ = try log.events(filter) }
            #expect(error?.code == .corrupted && error?.position == 44, "\(error?.description ?? "")")
        }
        for start in [UInt64(0), 1] {
            var seen: [UInt64] = []
            #expect(throws: EventError.self) {
                try log.scan(.all, in: start..<50, direction: .forward) { event in
                    seen.append(event.position)
                    return true
                }
            }
            #expect(seen == Array(start..<44), "all before it are read")
        }
        // A command that nobody has seen may be the one of the damaged event.
        let error = await #expect(throws: EventError.self) {
            try await log.append(.sample("new", [.sample("thing:9")]))
        }
        #expect(error?.code == .corrupted && error?.position == 44)
        #expect(error?.description.contains("restore a backup") == true)
        let known = try await log.append(.sample("fill-45", [.sample("thing:3", tags: ["account:1"], value: 45)]))
        #expect(known.isReplay, "what is known for certain is answered")
        #expect(try log.head().size == 50)
        try await log.close()
        let (end, lines) = try Child.tool("verify", "--trail", scratch.trail, "--json")
        #expect(end == .status(1) && lines.joined().contains("\"position\":44"), "\(lines)")
    }

    private func run(_ file: String, flips count: Int, seed: UInt64) async throws -> [Outcome: Int] {
        var random = SeededGenerator(seed: seed)
        let scratch = Scratch()
        try await scratch.fill(1_100)
        let size = try scratch.bytes(file).count
        let flips = (0..<count).map { _ in
            Flip(byte: Int.random(in: 0..<size, using: &random), bit: Int.random(in: 0..<8, using: &random))
        }
        return try run(file, flips, "seed \(seed)", in: scratch)
    }

    private func run(_ file: String, _ flips: [Flip], _ place: String) async throws -> [Outcome: Int] {
        let scratch = Scratch()
        try await scratch.fill(1_100)
        return try run(file, flips, place, in: scratch)
    }

    private func run(_ file: String, _ flips: [Flip], _ place: String, in scratch: Scratch) throws -> [Outcome: Int] {
        let sound = try Child.writer("probe", scratch.trail).lines()
        #expect(sound.count == 2 && sound[0].hasPrefix("verify sound"), "\(sound)")
        let expected = try #require(sound.last)
        let counts = Mutex<[Outcome: Int]>([:])
        let silent = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { worker in
            let copy = Scratch()
            do {
                for index in stride(from: worker, to: flips.count, by: 2) {
                    let flip = flips[index]
                    let (outcome, lines) = try Self.probe(flip, file, scratch, copy, expected)
                    counts.withLock { $0[outcome, default: 0] += 1 }
                    if outcome == .silent || outcome == .toolDied {
                        silent.withLock { $0.append("byte \(flip.byte), bit \(flip.bit): \(lines)") }
                    }
                }
            } catch {
                silent.withLock { $0.append("the test itself: \(error)") }
            }
        }
        let found = counts.withLock { $0 }
        print("\(flips.count) flips in \(file), \(place):")
        for outcome in Outcome.allCases { print("  \(found[outcome, default: 0]) \(outcome.rawValue)") }
        let all = silent.withLock { $0 }
        #expect(all == [], "\(place)")
        return found
    }

    private static func probe(
        _ flip: Flip, _ file: String, _ source: Scratch, _ copy: Scratch, _ expected: String
    ) throws -> (Outcome, [String]) {
        try? copy.remove("")
        try FileManager.default.copyItem(atPath: source.trail, toPath: copy.trail)
        var bytes = try copy.bytes(file)
        bytes[flip.byte] ^= 1 << UInt8(flip.bit)
        try copy.write(bytes, to: file)
        let child = try Child.writer("probe", copy.trail, "--deadline", "60")
        let lines = child.lines()
        if case .signal = child.wait() {
            // What ends the library by a signal does not end the tool.
            for command in ["log", "verify"] {
                let (end, told) = try Child.tool(command, "--trail", copy.trail)
                if case .signal = end { return (.toolDied, lines + told.suffix(1)) }
            }
        }
        guard let verdict = lines.first(where: { $0.hasPrefix("verify ") }) else { return (.crashedVerifying, lines) }
        let isReported = !verdict.hasPrefix("verify sound")
        guard let dump = lines.first(where: { $0.hasPrefix("dump ") }) else {
            return (isReported ? .crashedReading : .silent, lines)
        }
        let isSame = dump == expected
        return (isReported ? (isSame ? .harmless : .different) : isSame ? .nothing : .silent, lines)
    }
}
